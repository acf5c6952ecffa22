// How a question is scored: the same rules as in quizzes/grading.py, tested with the same cases. Scores run from 0 to 1.

const choice = (key, response) => (response === key.answer ? 1 : 0);

// (right ticked − wrong ticked) ÷ number right, never below 0.
function multiple(key, response) {
  const ticked = new Set(Array.isArray(response) ? response.filter((r) => typeof r === "string") : []);
  const right = new Set(key.answer);
  let sum = 0;
  for (const option of ticked) sum += right.has(option) ? 1 : -1;
  return Math.max(0, sum / right.size);
}

const RULES = { single: choice, "true-false": choice, multiple };

export function grade(key, response) {
  return RULES[key.type](key, response);
}
