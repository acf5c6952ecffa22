// The responses that were saved: to look through, correct and delete.

import { button, download, heading, make, say, today } from "./elements.js";
import { remove } from "./response-store.js";
import { toCsv } from "./responses.js";

const SHOWN = 20; // at once: with hundreds a phone would be slow
const ANSWERS = 3;

export class ResponseList {
  constructor(element) {
    Object.assign(this, { element, words: element.words, responses: [], apart: [], shown: SHOWN, removed: [] });
    const { words } = this;
    this.title = heading(element, { class: "cw-list-title", tabindex: -1 }, "");
    this.items = make("ol", { class: "cw-responses" });
    this.more = button(words.more, () => this.showMore());
    this.status = make("p", { class: "cw-status", role: "status" });
    this.undo = button(words.undo, () => this.bringBack());
    this.csv = button(words.save_csv, () => this.export(this.responses));
    this.apartText = make("p", {});
    this.apartBox = make("div", { class: "cw-apart" }, this.apartText, button(words.save_apart, () => this.export(this.apart)));
    const undone = make("div", { class: "cw-controls" }, this.status, this.undo);
    const below = make("div", { class: "cw-controls" }, this.more, this.csv);
    this.section = make("section", { class: "cw-live cw-list" }, this.title, undone, this.items, below, this.apartBox);
    this.undo.hidden = true;
  }

  get instrument() {
    return this.element.dataset.instrument;
  }

  // The place of a response in the list; a new one's is the next.
  numberOf(id) {
    const at = this.responses.findIndex(({ response }) => response === id);
    return (at < 0 ? this.responses.length : at) + 1;
  }

  show(responses, apart) {
    Object.assign(this, { responses, apart });
    this.draw();
  }

  // The last one first.
  draw() {
    const { words, responses, apart } = this;
    const focus = this.items.contains(document.activeElement) ? document.activeElement.dataset.of : null;
    this.title.textContent = say(words.list, { count: responses.length });
    const items = responses.map((response, i) => [response, i + 1]).slice(-this.shown).reverse();
    this.items.replaceChildren(...items.map(([response, number]) => this.item(response, number)));
    this.items.hidden = !responses.length;
    this.more.hidden = responses.length <= this.shown;
    this.csv.hidden = !responses.length;
    this.apartBox.hidden = !apart.length;
    this.apartText.textContent = say(words.apart, { count: apart.length });
    if (focus) (this.items.querySelector(`[data-of="${CSS.escape(focus)}"]`) ?? this.title).focus({ preventScroll: true });
  }

  item(response, number) {
    const { words } = this;
    const time = response.recorded ? new Date(response.recorded).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }) : "";
    const head = [say(words.item, { number }), time, response.member].filter(Boolean).join(" · ");
    const act = (label, name, what) => button(label, what, { "aria-label": say(name, { number }), "data-of": `${name} ${response.response}` });
    const controls = make(
      "span", { class: "cw-item-controls" },
      act(words.correct, words.correct_item, () => this.element.correct(response)),
      act(words.delete, words.delete_item, () => this.delete(response, number)),
    );
    return make("li", { value: number }, make("span", { class: "cw-item-head" }, head), make("span", { class: "cw-item-answers" }, this.summary(response)), controls);
  }

  // The first answers, in the words of the form.
  summary({ answers }) {
    const { columns } = this.element.instrument;
    const given = columns.filter(({ name }) => answers[name]).slice(0, ANSWERS);
    return given.map((column) => this.shownValue(column, answers[column.name])).join(" · ");
  }

  shownValue({ name, kind, label }, value) {
    if (kind !== "single" && kind !== "multiple") return `${label}: ${value.slice(0, 60)}`;
    const controls = [...this.element.form.elements].filter((control) => control.name === name);
    const said = value.split(" ").map((id) => controls.find((control) => control.value === id)?.labels[0]?.textContent.trim() ?? id);
    return said.join(", ");
  }

  // What was deleted one by one cannot be brought back after all was deleted.
  forget() {
    this.removed = [];
    this.undo.hidden = true;
    this.status.textContent = "";
  }

  showMore() {
    const { shown } = this;
    this.shown += SHOWN;
    this.draw();
    this.items.children[shown]?.querySelector("button").focus();
  }

  async delete({ response }, number) {
    this.removed.push({ number, back: await remove(this.element.kit, [response]) });
    this.status.textContent = say(this.words.deleted, { number });
    this.undo.hidden = false;
    this.undo.focus();
  }

  async bringBack() {
    const { number, back } = this.removed.pop();
    await back();
    this.status.textContent = say(this.words.back, { number });
    this.undo.hidden = !this.removed.length;
    if (this.undo.hidden) this.title.focus();
  }

  export(responses) {
    const { kit, instrument } = this.element;
    download(`${kit.id}-${this.instrument}-${today()}.csv`, toCsv(instrument, responses), "text/csv");
  }
}
