// Questions of several parts, each with an answer of its own: matching, categorize, matrix.

import { isObject } from "./memory.js";
import { Question, isText, make, say } from "./question.js";

export class Parts extends Question {
  constructor(quiz, form) {
    super(quiz, form);
    this.parts = new Map();
    for (const input of this.inputs) {
      const { part } = input.dataset;
      this.parts.set(part, [...(this.parts.get(part) ?? []), input]);
    }
  }

  // The parts that were answered.
  response() {
    const given = this.inputs.filter(({ type, checked, value }) => (type === "radio" ? checked : value.trim()));
    return Object.fromEntries(given.map(({ dataset, value }) => [dataset.part, value]));
  }

  isEmpty() {
    return !Object.keys(this.response()).length;
  }

  fill(response) {
    if (!isObject(response)) return;
    for (const input of this.inputs) {
      const value = response[input.dataset.part];
      if (!isText(value)) continue;
      if (input.type === "radio") input.checked = input.value === value;
      else if (input.type === "text" || [...input].some((option) => option.value === value)) input.value = value;
    }
  }

  isRight(part, response) {
    return response[part] === this.key.answer[part];
  }

  explain() {
    const { words } = this;
    const response = this.response();
    for (const [part, inputs] of this.parts) {
      const given = isText(response[part]);
      const right = given && this.isRight(part, response);
      const answer = !right && this.said(part, ".cw-right-answer");
      this.place(inputs[0], right, this.note(
        inputs, right, right ? words.right : given ? words.wrong : words.empty,
        answer && say(words.right_answer, { answer }), given && this.said(part, ".cw-why"),
      ));
    }
  }

  place(input, right, note) {
    const row = input.closest(".cw-row, tr");
    row.dataset.right = right;
    if (row.cells) row.after(make("tr", { class: "cw-note-row" }, make("td", { colspan: row.cells.length }, note)));
    else row.append(note);
  }
}

export { Parts as matching, Parts as categorize, Parts as matrix };
