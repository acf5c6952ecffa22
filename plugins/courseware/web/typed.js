// Answers that are typed: words, a number, and a text with gaps for words, numbers and choices.

import { SEEDS, instance, show } from "./expressions.js";
import { grade } from "./grading.js";
import { isObject } from "./memory.js";
import { readNumber } from "./numbers.js";
import { Parts } from "./parts.js";
import { Question, isText } from "./question.js";

const COMPOSED = 100; // milliseconds from the end of a composition in which Enter still belongs to it

// Enter that belongs to an input method does not hand in.
function guard(form) {
  let composed = -COMPOSED;
  form.addEventListener("compositionend", ({ timeStamp }) => { composed = timeStamp; });
  form.addEventListener("keydown", (event) => {
    // Safari ends the composition before it tells of the Enter that ended it.
    const composes = event.isComposing || event.keyCode === 229 || event.timeStamp - composed < COMPOSED;
    if (composes && event.key === "Enter") event.preventDefault();
  });
}

class Field extends Question {
  constructor(quiz, form) {
    super(quiz, form);
    [this.input] = this.inputs;
    this.ask = this.words.fill;
    guard(form);
  }

  response() {
    return this.input.value;
  }

  isEmpty() {
    return !this.input.value.trim();
  }

  fill(response) {
    if (isText(response)) this.input.value = response;
  }

  why() {
    return this.said("value", ".cw-why");
  }

  mark() {
    super.mark();
    this.answer.open = this.isMissed; // the solution is read at once
  }

  explain(state) {
    const right = state === "right";
    this.input.dataset.right = right;
    this.input.closest(".cw-field").after(this.note([this.input], right, this.words[state], this.why()));
  }
}

// With parameters each attempt has numbers of its own, from a seed that is kept with the answer.
class Numeric extends Field {
  constructor(quiz, form) {
    super(quiz, form);
    if (this.key.parameters) this.draw();
  }

  draw(seed = Math.floor(Math.random() * SEEDS)) {
    const { names, key } = instance(this.key, seed);
    this.seed = seed;
    this.names = names;
    this.wrong = key.wrong;
    for (const span of this.form.querySelectorAll("[data-parameter]")) {
      const name = span.dataset.parameter; // or the answer, or an end of its range
      span.textContent = (name in names ? show(names[name]) : key[name]).replace("-", "\u2212");
    }
  }

  // The numbers are kept from the first look at them.
  keepIn(record) {
    super.keepIn(record);
    if (this.names) record.questions[this.id] ??= { d: this.form.dataset.digest, r: this.response() };
  }

  restore(entry) {
    super.restore(entry);
    if (this.names && entry?.r?.seed !== this.seed) this.changed();
  }

  response() {
    return this.names ? { seed: this.seed, value: super.response() } : super.response();
  }

  fill(response) {
    if (!this.names) {
      super.fill(response);
    } else if (isObject(response) && Number.isInteger(response.seed) && response.seed >= 0 && response.seed < SEEDS) {
      this.draw(response.seed);
      super.fill(response.value);
    }
  }

  fault() {
    const unread = !this.isEmpty() && !readNumber(this.input.value, this.key.units ?? []);
    return unread ? { say: this.words.not_a_number, at: this.input } : super.fault();
  }

  // What is said to one of the wrong values that the author named.
  why() {
    const { type, tolerance, units } = this.key;
    const fits = (answer) => grade({ type, answer, tolerance, units }, this.input.value) === 1;
    const index = this.score < 1 && (this.wrong ?? this.key.wrong ?? []).findIndex(fits);
    return this.answer.querySelector(`[data-wrong="${index}"] .cw-why`)?.textContent.trim() ?? super.why();
  }

  // Other numbers than those whose answer was just read, if there are others.
  clear() {
    super.clear();
    const numbers = () => JSON.stringify(this.names);
    const before = numbers();
    for (let i = 0; before && i < 9 && numbers() === before; i += 1) this.draw();
  }
}

class Cloze extends Parts {
  constructor(quiz, form) {
    super(quiz, form);
    this.ask = this.words.fill;
    guard(form);
  }

  fault() {
    const response = this.response();
    const unread = Object.keys(response).find((blank) => {
      const { type, units = [] } = this.key.blanks[blank];
      return type === "numeric" && !readNumber(response[blank], units);
    });
    return unread ? { say: this.words.not_a_number, at: this.parts.get(unread)[0] } : super.fault();
  }

  // In a group whose blanks take their answers in any order, a blank is right when it finds an answer of its own beside
  // the right ones before it.
  isRight(blank, response) {
    const { blanks, groups = [] } = this.key;
    const group = groups.find((names) => names.includes(blank)) ?? [blank];
    const pick = (names, source) => Object.fromEntries(names.map((name) => [name, source[name]]));
    const key = { type: "cloze", blanks: pick(group, blanks), groups: [group] };
    const before = group.slice(0, group.indexOf(blank));
    return grade(key, pick([...before, blank], response)) > grade(key, pick(before, response));
  }

  mark() {
    super.mark();
    this.answer.open = this.isMissed;
  }

  place(input, right, note) {
    input.dataset.right = right;
    input.after(note);
  }
}

export { Cloze as cloze, Field as text, Numeric as numeric };
