// Quizzes and checks: each question is a form of its own that is checked when the student says so.

import { grade } from "./grading.js";

const FULL = 1 - 1e-9;
let numbering = 0;

function make(tag, attributes, text) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

class Question {
  constructor(quiz, form) {
    this.quiz = quiz;
    this.form = form;
    this.key = JSON.parse(form.dataset.key);
    this.answer = form.querySelector(".cw-answer");
    this.inputs = [...form.querySelectorAll(".cw-option input")];
    this.status = make("p", { class: "cw-status", role: "status" });
    this.button = make("button", { type: "submit", class: "cw-button" }, quiz.words.check);
    const row = make("div", { class: "cw-controls" });
    row.append(this.button, this.status);
    this.answer.before(row);
    this.answer.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.dataset.state) this.check();
    });
    // Only the button itself starts again: Enter on an option must not wipe the answer.
    this.button.addEventListener("click", (event) => {
      if (!form.dataset.state) return;
      event.preventDefault();
      if (event.detail > 0 || document.activeElement === this.button) this.reset();
    });
    form.addEventListener("change", () => { this.status.textContent = ""; });
  }

  response() {
    const ticked = this.inputs.filter((input) => input.checked).map((input) => input.value);
    return this.key.type === "multiple" ? ticked : ticked[0];
  }

  check() {
    const { words } = this.quiz;
    const response = this.response();
    if (response === undefined || response.length === 0) {
      this.status.textContent = words.choose;
      this.inputs[0].focus();
      return;
    }
    const score = grade(this.key, response);
    const state = score >= FULL ? "right" : score > 0 ? "partly" : "wrong";
    this.form.dataset.state = state;
    for (const input of this.inputs) this.mark(input, state);
    this.status.textContent = words[state];
    this.button.textContent = words.again;
    this.answer.hidden = false;
    this.quiz.report();
  }

  // Beside a ticked option stands whether it is right and why; a right one that was not ticked is named once all is done.
  mark(input, state) {
    const { words } = this.quiz;
    const option = input.closest(".cw-option");
    const said = this.answer.querySelector(`[data-option="${CSS.escape(input.value)}"]`);
    const right = said.querySelector(".cw-verdict").dataset.right === "true";
    // aria-disabled, not disabled: the focus stays where it is and the words can still be read.
    input.setAttribute("aria-disabled", "true");
    if (!input.checked && !(right && state === "partly")) return;
    const verdict = input.checked ? (right ? words.right : words.wrong) : words.missed;
    const note = make("span", { class: "cw-note", id: `courseware-note-${++numbering}`, "data-right": String(right) });
    note.append(make("strong", {}, verdict));
    const why = said.querySelector(".cw-why");
    if (why && input.checked) note.append(" ", why.textContent);
    option.after(note);
    option.dataset.right = String(right);
    input.setAttribute("aria-describedby", note.id);
  }

  reset() {
    delete this.form.dataset.state;
    for (const note of this.form.querySelectorAll(".cw-note")) note.remove();
    for (const input of this.inputs) {
      input.checked = false;
      input.removeAttribute("aria-disabled");
      input.removeAttribute("aria-describedby");
      delete input.closest(".cw-option").dataset.right;
    }
    this.answer.hidden = true;
    this.answer.open = false;
    this.status.textContent = "";
    this.button.textContent = this.quiz.words.check;
    this.quiz.report();
    this.inputs[0].focus();
  }
}

customElements.define("courseware-quiz", class extends HTMLElement {
  connectedCallback() {
    if (this.questions) return;
    this.words = JSON.parse(this.dataset.words);
    this.questions = [...this.querySelectorAll("form[data-key]")].map((form) => new Question(this, form));
    this.addEventListener("click", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.getAttribute("aria-disabled")) event.preventDefault();
    });
    if (this.questions.length > 1) {
      this.result = make("p", { class: "cw-result" });
      this.append(this.result);
    }
  }

  // How many of the questions that can be graded here are right so far.
  report() {
    if (!this.result) return;
    const done = this.questions.filter((question) => question.form.dataset.state);
    const right = done.filter((question) => question.form.dataset.state === "right").length;
    this.result.textContent = done.length
      ? this.words.result.replace("{right}", right).replace("{total}", this.questions.length) : "";
  }
});
