// Answers that are typed: texts, numbers and the blanks of a cloze. The rules of quizzes/grading.py.

import { SEEDS, instance } from "./expressions.js";
import { fieldsOf, grade } from "./grading.js";
import { isRight, readNumber } from "./numbers.js";
import { matches } from "./texts.js";

export const text = (key, response) => (typeof response === "string" && matches(key, response) ? 1 : 0);

// With parameters the response says from which seed its numbers were drawn.
export function numeric(key, response) {
  if (key.parameters) {
    const given = fieldsOf(response);
    const seed = given.get("seed");
    const known = Number.isInteger(seed) && seed >= 0 && seed < SEEDS;
    return known ? numeric(instance(key, seed).key, given.get("value")) : 0;
  }
  const typed = typeof response === "string" && readNumber(response, key.units);
  return typed && isRight(key, typed) ? 1 : 0;
}

// How many of these responses can each have a key of its own that they answer.
function matched(keys, responses) {
  const holders = new Map();
  const place = (response, tried) => keys.some((key, i) => {
    if (tried.has(i) || grade(key, response) < 1) return false;
    tried.add(i);
    if (holders.has(i) && !place(holders.get(i), tried)) return false;
    holders.set(i, response);
    return true;
  });
  return responses.filter((response) => place(response, new Set())).length;
}

// Right ÷ all; the blanks of a group take their answers in any order.
export function cloze({ blanks, groups = [] }, response) {
  const given = fieldsOf(response);
  const names = Object.keys(blanks);
  const alone = names.filter((name) => !groups.flat().includes(name)).map((name) => [name]);
  let right = 0;
  for (const group of [...groups, ...alone]) {
    right += matched(group.map((name) => blanks[name]), group.map((name) => given.get(name)));
  }
  return right / names.length;
}
