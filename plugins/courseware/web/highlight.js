// Phrases of a text to be marked; with categories the student also says which.

import { isObject } from "./memory.js";
import { Question, isText, say } from "./question.js";

class Highlight extends Question {
  constructor(quiz, form) {
    super(quiz, form);
    const rows = [...form.querySelectorAll(".cw-row")];
    this.phrases = this.inputs.filter((input) => input.type === "checkbox").map((box) => {
      const row = rows.find(({ dataset }) => dataset.phrase === box.value);
      return { box, id: box.value, row, list: row?.querySelector("select") };
    });
    this.showRows();
  }

  // The list of categories stands below the text, for marked phrases alone.
  showRows() {
    for (const { box, row } of this.phrases) if (row) row.hidden = !box.checked;
  }

  response() {
    const marked = this.phrases.filter(({ box }) => box.checked);
    return Object.fromEntries(marked.map(({ id, list }) => [id, list?.value ?? ""]));
  }

  isEmpty() {
    return !this.phrases.some(({ box }) => box.checked);
  }

  fill(response) {
    if (!isObject(response)) return;
    for (const { box, id, list } of this.phrases) {
      box.checked = isText(response[id]);
      const known = box.checked && [...list ?? []].find(({ value }) => value === response[id]);
      if (known) known.selected = true;
    }
    this.showRows();
  }

  // A marked phrase also needs its category.
  fault() {
    const open = this.phrases.find(({ box, list }) => box.checked && list?.value === "");
    return open ? { say: this.ask, at: open.list } : super.fault();
  }

  changed() {
    this.showRows();
    super.changed();
  }

  explain(state) {
    const { words, key } = this;
    for (const { box, id, row, list } of this.phrases) {
      const { checked } = box;
      const wanted = isText(key.answer[id]);
      if (!checked && !(wanted && state === "partly")) continue;
      const right = checked && wanted && key.answer[id] === (list?.value ?? "");
      const answer = wanted && list && !right && this.said(id, ".cw-right-answer");
      const verdict = right ? words.right : !checked ? words.missed : wanted ? words.partly : words.wrong;
      const note = this.note(
        [box, list], right, verdict, answer && say(words.right_answer, { answer }), checked && this.said(id, ".cw-why"),
      );
      const label = box.closest(".cw-phrase");
      label.dataset.right = right;
      if (row && checked) row.append(note);
      else label.after(note);
    }
  }

  clear() {
    super.clear();
    this.showRows();
  }
}

export { Highlight as highlight };
