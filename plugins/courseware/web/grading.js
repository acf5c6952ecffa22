// How a question is scored, from 0 to 1: the same rules as in quizzes/grading.py, tested with the same cases.
// What a student types is read by answers.js, which is loaded when a question asks for it.

// The fields of a response that should be an object; it may come from hostile storage and be anything.
export const fieldsOf = (response) =>
  new Map(response && typeof response === "object" && !Array.isArray(response) ? Object.entries(response) : []);

const choice = (key, response) => (response === key.answer ? 1 : 0);

// (right ticked − wrong ticked) ÷ number right, never below 0.
function multiple(key, response) {
  const ticked = new Set(Array.isArray(response) ? response.filter((r) => typeof r === "string") : []);
  const right = new Set(key.answer);
  let sum = 0;
  for (const option of ticked) sum += right.has(option) ? 1 : -1;
  return Math.max(0, sum / right.size);
}

// Right ÷ all.
function parts(key, response) {
  const given = fieldsOf(response);
  const answer = Object.entries(key.answer);
  return answer.filter(([part, right]) => given.get(part) === right).length / answer.length;
}

// The share of neighbours in the key that are neighbours in the response, in the same order.
function ordering({ answer }, response) {
  if (!Array.isArray(response) || response.length !== answer.length) return 0;
  const places = answer.map((item) => response.indexOf(item));
  if (places.includes(-1)) return 0;
  return places.filter((place, i) => i && place === places[i - 1] + 1).length / (answer.length - 1);
}

// A marked phrase counts 1, with another category ½, and −1 where none belongs.
function highlight(key, response) {
  const right = fieldsOf(key.answer);
  let sum = 0;
  for (const [phrase, category] of fieldsOf(response)) {
    sum += right.has(phrase) ? (category === right.get(phrase) ? 1 : 0.5) : -1;
  }
  return Math.max(0, sum / right.size);
}

const RULES = {
  single: choice, "true-false": choice, multiple, hotspot: multiple,
  matching: parts, categorize: parts, matrix: parts, ordering, highlight,
};

// Loads what questions of these types are graded with: to be awaited before `grade`.
export async function ready(types) {
  if (!/text|numeric|cloze/.test(types)) return;
  Object.assign(RULES, await import("./answers.js"));
}

export function grade(key, response) {
  return RULES[key.type](key, response);
}
