// One question: a form that is answered, checked when the student says so, marked, and begun again. The types that are
// chosen from options are here; the others build on it in modules of their own.

import { grade } from "./grading.js";

export const LONGEST = 10000; // characters of an answer

let numbering = 0;

export function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

export function button(words, act) {
  const element = make("button", { type: "button", class: "cw-button" }, words);
  element.addEventListener("click", act);
  return element;
}

// Fills in the placeholders; numbers with two decimals at most.
export const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => {
  const value = values[name];
  return typeof value === "number" ? Math.round(value * 100) / 100 : value;
});

export const isText = (value) => typeof value === "string" && value.length <= LONGEST;

export class Question {
  constructor(quiz, form) {
    this.quiz = quiz;
    this.form = form;
    this.words = quiz.words;
    this.id = form.id.slice(form.id.indexOf(".") + 1);
    this.type = form.dataset.type;
    this.key = JSON.parse(form.dataset.key ?? "null");
    this.points = Number(form.dataset.points);
    this.inputs = [...form.querySelectorAll("fieldset :is(input, select)")];
    this.ask = this.words.choose;
    this.labels = [this.words.check, this.words.again];
    this.answer = form.querySelector(".cw-answer") ?? make("details", {});
    this.status = make("p", { class: "cw-status" });
    form.querySelector("[disabled]")?.remove(); // without scripts it keeps Enter from reloading the page
    // Only the button itself starts again: Enter on an option must not wipe the answer.
    this.button = button("", (event) => {
      if (!this.checked) return;
      event.preventDefault();
      if (event.detail || document.activeElement === this.button) this.again();
    });
    this.button.type = "submit";
    this.button.hidden = quiz.isTest || this.isOpinion;
    this.answer.before(make("div", { class: "cw-controls" }, this.button, this.status));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.checked && !this.button.hidden) this.check();
    });
    form.addEventListener("input", ({ target }) => {
      if (target.matches("[aria-disabled=true]")) {
        target.value = target.kept; // a list that was opened after the check
        return;
      }
      this.status.textContent = "";
      this.changed();
    });
  }

  // Never checked.
  get isOpinion() {
    return this.type === "scale";
  }

  get reached() {
    return this.points * this.score;
  }

  get isMissed() {
    return this.checked && this.form.dataset.state !== "right";
  }

  isEmpty() {
    return !this.response()?.length;
  }

  // Why it cannot be graded yet, and the input where that can be mended if it is not the first.
  fault() {
    return this.isEmpty() ? { say: this.ask } : null;
  }

  changed() {
    this.quiz.keep(this);
  }

  keepIn({ questions }) {
    if (this.isEmpty() && !this.checked) delete questions[this.id];
    else questions[this.id] = { d: this.form.dataset.digest, r: this.response(), c: this.checked };
  }

  // An answer from an earlier visit; one to a question that was edited since is forgotten.
  restore(entry) {
    if (entry?.d !== this.form.dataset.digest) return;
    this.fill(entry.r);
    if (entry.c === true && !this.isOpinion && (this.quiz.isTest || !this.isEmpty())) this.mark();
  }

  check() {
    const fault = this.fault();
    if (fault) {
      this.status.textContent = fault.say;
      this.focus(fault.at);
    } else {
      this.mark();
      this.quiz.update(this);
    }
  }

  mark() {
    const given = !this.isEmpty();
    this.score = given ? grade(this.key, this.response()) : 0;
    const state = this.score > 1 - 1e-9 ? "right" : this.score > 0 ? "partly" : "wrong";
    this.form.dataset.state = state;
    this.turn(true);
    this.status.textContent = this.words[given ? state : "empty"];
    if (given) this.explain(state);
    for (const feedback of this.answer.querySelectorAll(".cw-feedback")) {
      this.answer.before(make("p", { class: "cw-note cw-note--question" }, feedback.textContent));
      feedback.hidden = true;
    }
  }

  // From being answered to being checked, and back.
  turn(checked) {
    this.checked = checked;
    this.lock(checked);
    this.button.textContent = this.labels[Number(checked)];
    this.answer.hidden = !checked;
    this.answer.open = false;
    for (const hint of this.form.querySelectorAll(".cw-hint-box")) hint.hidden = this.quiz.isTest && !checked;
  }

  // aria-disabled, not disabled: the focus stays where it is and the words can still be read.
  lock(locked) {
    for (const input of this.inputs) {
      if (input.type === "text") input.readOnly = locked;
      else input.setAttribute("aria-disabled", locked);
      input.kept = input.value;
    }
  }

  // What the answers say about an option or a part, as text.
  said(part, what) {
    const name = CSS.escape(part);
    return this.answer.querySelector(`:is([data-option="${name}"], [data-part="${name}"]) ${what}`)?.textContent.trim();
  }

  // A verdict and its reasons, for the caller to place beside what was answered.
  note(inputs, right, ...said) {
    const [verdict, ...reasons] = said.filter(Boolean);
    const note = make(
      "span", { class: "cw-note", id: `cw-note-${++numbering}`, "data-right": right },
      make("strong", {}, verdict), ` ${reasons.join(" · ")}`,
    );
    for (const input of inputs) input?.setAttribute("aria-describedby", note.id);
    return note;
  }

  // As if it had never been answered.
  clear() {
    const { form } = this;
    form.reset();
    delete form.dataset.state;
    for (const note of form.querySelectorAll(".cw-note, .cw-note-row")) note.remove();
    for (const part of form.querySelectorAll("fieldset [data-right], [aria-describedby^=cw-note]")) {
      delete part.dataset.right;
      part.removeAttribute("aria-describedby");
    }
    this.status.textContent = "";
    this.turn(false);
  }

  again() {
    this.clear();
    this.quiz.update(this);
    this.focus();
  }

  focus(input = this.inputs[0]) {
    this.form.scrollIntoView({ block: "nearest" });
    input.focus();
  }
}

// single, true-false, multiple; scale, which has no key.
export class Choices extends Question {
  response() {
    const chosen = this.inputs.filter((input) => input.checked).map((input) => input.value);
    return /multiple|hotspot/.test(this.type) ? chosen : chosen[0];
  }

  fill(response) {
    for (const input of this.inputs) input.checked = [response].flat().includes(input.value);
  }

  // Beside a ticked option stands whether it is right and why; a missed one is named when others were found.
  explain(state) {
    const { words } = this;
    for (const input of this.inputs) {
      const { checked, value } = input;
      const wanted = [this.key.answer].flat().includes(value);
      if (!checked && !(wanted && state === "partly")) continue;
      const right = checked && wanted;
      const option = input.closest(".cw-option");
      option.dataset.right = right;
      const verdict = right ? words.right : checked ? words.wrong : words.missed;
      option.after(this.note([input], right, verdict, checked && this.said(value, ".cw-why")));
    }
  }
}
