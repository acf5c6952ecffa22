// Which questions of a quiz are shown, and in what order: the same for the same seed.

import { generator } from "./random.js";

function shuffled(list, random) {
  const mixed = [...list];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

const tagsOf = ({ form }) => JSON.parse(form.dataset.tags ?? "[]");

function chosen(questions, draw, random) {
  if (!draw) return questions;
  const mixed = shuffled(questions, random);
  if (typeof draw === "number") return mixed.slice(0, draw);
  const found = new Map();
  // A question that was drawn for another tag is taken where that tag finds another question.
  const find = (tag, left) =>
    mixed.some((question) => {
      const fits = tagsOf(question).includes(tag) && left.delete(question);
      return fits && (!found.has(question) || find(found.get(question), left)) && found.set(question, tag);
    });
  for (const tag in draw) for (let n = draw[tag]; n > 0; n -= 1) find(tag, new Set(mixed));
  return [...found.keys()];
}

// The questions of a case stay together, in their order.
function grouped(questions) {
  const groups = new Map();
  for (const question of questions) {
    const group = question.form.dataset.case ?? question;
    groups.set(group, [...(groups.get(group) ?? []), question]);
  }
  return [...groups.values()];
}

// What was drawn before is kept as long as it fits.
function draw(questions, settings, seed, before) {
  const random = generator(seed);
  const drawn = new Set(chosen(questions, settings.draw, random));
  const known = new Set(before.map((id) => questions.find((question) => question.id === id)));
  if (known.size === drawn.size && !known.has(undefined)) return grouped([...known]);
  const groups = grouped(questions.filter((question) => drawn.has(question)));
  return settings.shuffle.includes("questions") ? shuffled(groups, random) : groups;
}

// Moves the questions and their cases to where they belong, and hides the rest.
function place(quiz, shown) {
  const cases = [...quiz.querySelectorAll(".cw-case[data-case]")];
  for (const part of [...cases, ...quiz.questions.map(({ form }) => form)]) part.hidden = true;
  shown.forEach(({ form }, i) => {
    const scenario = cases.find((part) => part.hidden && part.dataset.case === form.dataset.case);
    for (const part of scenario ? [scenario, form] : [form]) {
      part.hidden = false;
      quiz.result.before(part);
    }
    form.querySelector(".cw-number").textContent = i + 1;
  });
}

// Options that the author put last stay there.
function shuffleOptions(question, random) {
  question.options ??= [...question.form.querySelectorAll(".cw-option")];
  const isLast = (option) => "last" in option.dataset;
  const others = question.options.filter((option) => !isLast(option));
  const mixed = [...shuffled(others, random), ...question.options.filter(isLast)];
  mixed[0].parentElement.append(...mixed);
  question.inputs = mixed.map((option) => option.querySelector("input"));
}

// Arranges the quiz as it was before, or anew; gives the questions that are shown, in order.
export function arrange(quiz, before) {
  const { questions, settings } = quiz;
  if (!settings.draw && !settings.shuffle.length) return questions;
  const seed = Number.isInteger(before.seed) ? before.seed : Math.floor(Math.random() * 2 ** 32);
  const drawn = Array.isArray(before.drawn) ? before.drawn : [];
  const shown = draw(questions, settings, seed, drawn).flat();
  place(quiz, shown);
  const random = generator(seed);
  if (settings.shuffle.includes("options")) {
    for (const question of questions) if (/single|multiple/.test(question.type)) shuffleOptions(question, random);
  }
  const ids = shown.map(({ id }) => id);
  if (JSON.stringify(ids) !== JSON.stringify(drawn)) {
    quiz.pending.add({ keepIn: (record) => Object.assign(record, { seed, drawn: ids }) });
  }
  return shown;
}
