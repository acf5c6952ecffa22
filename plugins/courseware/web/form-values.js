// What stands in a form: by the names of its controls, each a list of texts.

import { isObject } from "./elements.js";
import { ALLOWANCE } from "./responses.js";
import { decimal } from "./rows.js";

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

const controlsOf = (form) => [...form.elements].filter(({ name }) => name);

export function valuesOf(form) {
  const values = Object.create(null); // no id is a word of the language
  for (const control of controlsOf(form)) {
    if (isChoice(control) ? control.checked : control.value) (values[control.name] ??= []).push(control.value);
  }
  return values;
}

// What no control can hold is left out.
export function fill(form, values) {
  const known = Object.assign(Object.create(null), isObject(values) && values);
  for (const control of controlsOf(form)) {
    const given = (Array.isArray(known[control.name]) ? known[control.name] : []).filter((one) => typeof one === "string");
    if (isChoice(control)) control.checked = given.includes(control.value);
    else control.value = given[0] ?? "";
  }
}

// As a response has them. Where the rest of a sum adds up, blanks are shares of nothing.
export function answersOf({ columns, sums }, values) {
  const answers = {};
  for (const { name } of columns) if (values[name]) answers[name] = values[name].join(" ").trim();
  for (const sum of sums) {
    const { all, reached } = tally(sum, values);
    if (!all || Math.abs(reached - sum.total) > ALLOWANCE) continue;
    for (const name of sum.columns) answers[name] ||= "0";
  }
  return answers;
}

export function valuesOfAnswers({ columns }, { answers, consent }) {
  const values = Object.create(null);
  for (const { name, kind } of columns) {
    const value = answers[name] ?? "";
    if (value) values[name] = kind === "multiple" ? value.split(" ") : [value];
  }
  if (consent) values.consent = ["yes"];
  return values;
}

// How many shares are filled in, and what they add up to so far (NaN: one is no number).
export function tally(sum, values) {
  const given = sum.columns.map((name) => values[name]?.[0].trim()).filter(Boolean);
  const reached = given.reduce((all, share) => all + Number(decimal(share) ?? NaN), 0);
  return { all: given.length, reached };
}

// A mistaken tap can be taken back: pressing the chosen radio button again, or Space or Delete on it, leaves it blank.
export function makeClearable(form, act) {
  let chosen = null; // the radio, where it was the chosen one before this press
  const isChosen = (radio) => radio?.type === "radio" && radio.checked;
  const clear = (radio) => {
    chosen = null;
    radio.checked = false;
    act(radio);
  };
  form.addEventListener("pointerdown", ({ target }) => {
    const radio = target.closest("label")?.control ?? target;
    chosen = isChosen(radio) ? radio : null;
  });
  form.addEventListener("click", ({ target }) => { if (target === chosen && target.checked) clear(target); });
  let hasCleared = false;
  form.addEventListener("keydown", (event) => {
    chosen = null;
    hasCleared = [" ", "Delete", "Backspace"].includes(event.key) && isChosen(event.target);
    if (!hasCleared) return;
    event.preventDefault();
    clear(event.target);
  });
  form.addEventListener("keyup", (event) => { if (hasCleared && event.key === " ") event.preventDefault(); });
}
