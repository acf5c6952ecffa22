// Below the last form of an assignment: all its data as a file, other members' files into it, and all of it deleted.

import { button, download, heading, make, say, today } from "./elements.js";
import { clear, onChange, read, save } from "./response-store.js";
import { merge, readResponses, toJson } from "./responses.js";
import { MOST_BYTES } from "./rows.js";

const NAMED = 100; // problems that are listed; all of them are in the file that can be saved

// What a file brings to what is there: each response once, of two versions the later one.
export function sort(there, found) {
  const known = new Map(there.map((response) => [response.response, response]));
  const sorted = { added: [], doubles: [], updated: [], older: [], taken: [] };
  const kindOf = (response, other) => {
    if (!other) return "added";
    if (other.instrument !== response.instrument) return "taken";
    const { replaced } = merge([other, response]);
    return replaced.length ? (replaced[0] === other ? "updated" : "older") : "doubles";
  };
  for (const response of found) sorted[kindOf(response, known.get(response.response))].push(response);
  return sorted;
}

const responsesOf = ({ responses, apart }) => [...responses, ...apart];

export class DataBox {
  constructor(element) {
    const { kit } = element;
    const words = kit.words.form.data;
    Object.assign(this, { kit, words });
    this.counts = make("ul", { class: "cw-counts" });
    this.unusable = make("p", { class: "cw-unusable" });
    this.input = make("input", { type: "file", multiple: "", accept: ".csv,.json,.txt,text/csv,application/json" });
    this.input.addEventListener("change", () => this.import([...this.input.files]));
    this.status = make("p", { class: "cw-status", role: "status" });
    this.report = make("div", { class: "cw-report" });
    this.section = make(
      "section", { class: "cw-live cw-data" }, heading(element, {}, words.title), make("p", {}, words.where), this.counts, this.unusable,
      make("div", { class: "cw-controls" }, button(words.save_json, () => this.export())),
      make("label", { class: "cw-import" }, make("span", {}, words.import), this.input),
      this.status, this.report, this.deleteBox(),
    );
    this.refresh();
    this.endOfChanges = onChange(kit.id, () => (this.section.isConnected ? this.refresh() : this.endOfChanges()));
  }

  async refresh() {
    const reading = await read(this.kit);
    const all = responsesOf(reading);
    this.counts.replaceChildren(...Object.entries(this.kit.instruments).map(([id, { title }]) => {
      const count = all.filter(({ instrument }) => instrument === id).length;
      return make("li", {}, say(this.words.count, { title, count }));
    }));
    const named = new Set(reading.rejected.map(({ row }) => row)).size;
    this.unusable.textContent = named ? say(this.words.unusable, { count: named }) : "";
  }

  async export() {
    const all = responsesOf(await read(this.kit));
    download(`${this.kit.id}-${today()}.json`, toJson(this.kit, all), "application/json");
  }

  async import(files) {
    const lines = [];
    const sums = { added: 0, doubles: 0, updated: 0, older: 0, apart: 0, problems: 0 };
    this.report.replaceChildren();
    for (const file of files) {
      const result = await this.take(file);
      for (const name of Object.keys(sums)) sums[name] += result[name];
      lines.push({ file: file.name, ...result });
    }
    this.input.value = ""; // the same file may be chosen again
    this.status.textContent = say(this.words.imported, { files: files.length, ...sums });
    this.show(lines);
  }

  async take(file) {
    const reading = file.size > MOST_BYTES // a phone could not even load it
      ? { responses: [], apart: [], rejected: [{ row: 0, column: "", code: "too-large", value: "" }] }
      : readResponses(new Uint8Array(await file.arrayBuffer()), this.kit);
    const { added, doubles, updated, older, taken } = sort(responsesOf(await read(this.kit)), responsesOf(reading));
    const apart = [...added, ...updated].filter((response) => reading.apart.includes(response));
    if (added.length + updated.length) await save(this.kit, [...added, ...updated]);
    const named = [...reading.rejected, ...taken.map(({ response }) => ({ row: 0, column: "response", code: "taken", value: response }))];
    const counts = { added, doubles, updated, older, apart, problems: named };
    return { ...Object.fromEntries(Object.entries(counts).map(([name, list]) => [name, list.length])), named };
  }

  // The place and the reason of what was not used.
  problem({ row, column, code, value }) {
    const { words, kit } = this;
    const why = code === "taken" ? words.taken : kit.words.rejected[code] ?? code;
    return `${row ? say(words.row, { row }) : words.whole_file}${words.colon}${say(why, { column, value })}`;
  }

  show(lines) {
    const { words } = this;
    const parts = lines.flatMap(({ file, named, ...counts }) => {
      const head = make("p", {}, make("strong", {}, file), words.colon, say(words.result, counts));
      if (!named.length) return [head];
      const items = named.slice(0, NAMED).map((problem) => make("li", {}, this.problem(problem)));
      if (named.length > NAMED) items.push(make("li", {}, say(words.more, { count: named.length - NAMED })));
      return [head, make("ul", {}, ...items)];
    });
    if (lines.some(({ named }) => named.length)) parts.push(button(words.save_report, () => this.saveReport(lines)));
    this.report.replaceChildren(...parts);
  }

  saveReport(lines) {
    const text = lines.flatMap(({ file, named }) => [file, ...named.map((problem) => `  ${this.problem(problem)}`)]);
    download(`${this.kit.id}-${today()}.txt`, `\ufeff${text.join("\r\n")}\r\n`, "text/plain");
  }

  get forms() {
    return [...document.querySelectorAll("courseware-instrument")].filter(({ kit }) => kit?.id === this.kit.id);
  }

  // A second press confirms; leaving the button takes the first one back. Until the page is left it can be undone.
  deleteBox() {
    const { words } = this;
    const status = make("p", { class: "cw-status", role: "status" });
    let back = null;
    const undo = button(this.kit.words.form.undo, async () => {
      undo.hidden = true;
      control.focus();
      await back();
      for (const form of this.forms) await form.restart();
      status.textContent = words.back;
    });
    undo.hidden = true;
    const rest = () => { control.textContent = words.delete; };
    const control = button(words.delete, async () => {
      if (control.textContent !== words.delete_sure) {
        control.textContent = words.delete_sure;
        status.textContent = words.delete_what;
        return;
      }
      for (const form of this.forms) await form.flush();
      back = await clear(this.kit);
      for (const form of this.forms) await form.restart();
      status.textContent = words.deleted;
      undo.hidden = false;
      undo.focus();
    }, { class: "cw-button cw-forget" });
    control.addEventListener("blur", () => {
      if (control.textContent === words.delete_sure) status.textContent = "";
      rest();
    });
    rest();
    return make("div", { class: "cw-controls cw-delete" }, control, status, undo);
  }
}
