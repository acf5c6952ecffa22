// Formulas of numeric questions and the numbers drawn for them: the same doubles as in quizzes/expressions.py.

import { decimal } from "./numbers.js";
import { generator } from "./random.js";
import { trimmed } from "./texts.js";

export const SEEDS = 250;

const GREATEST = 1e15;
const SIGNS = { "×": "*", "÷": "/", "−": "-", "–": "-" };
const TOKEN = / *(?:(\d+(?:\.\d+)?|\.\d+)|([a-z][a-z0-9_]*)|([-+*/^(),]))/uy;

// The loader lets no formula through that cannot be read, or has no value with some numbers, and says why.
function fail() {
  throw new RangeError("a formula without a value");
}

const checked = (x) => (Math.abs(x) < GREATEST ? x : fail());

function product(x, times) {
  let result = 1;
  for (let i = 0; i < times; i++) result *= x;
  return result;
}

const whole = (x, min, max) => (Number.isInteger(x) && x >= min && x <= max ? x : fail());

const divided = (x, y) => (y === 0 ? fail() : x / y);

function power(x, exponent) {
  const result = product(x, Math.abs(whole(exponent, -100, 100)));
  return exponent < 0 ? divided(1, result) : result;
}

// Half away from zero; the 1e-9 lets 1.005 (which is a little less) go up.
function rounded(x, decimals = 0) {
  const unit = product(10, whole(decimals, 0, 9));
  return Math.sign(x) * Math.floor(Math.abs(x) * unit + 0.5 + 1e-9) / unit;
}

// How tightly an operator binds, and what it computes. A sign binds like a power: −2^2 is −4.
const POWER = 3;
const OPERATORS = {
  "+": [1, (x, y) => x + y], "-": [1, (x, y) => x - y], "*": [2, (x, y) => x * y], "/": [2, divided], "^": [POWER, power],
};
// Function, least and most arguments.
const FUNCTIONS = new Map([
  ["round", [rounded, 1, 2]], ["floor", [Math.floor, 1, 1]], ["ceil", [Math.ceil, 1, 1]], ["abs", [Math.abs, 1, 1]],
  ["sqrt", [Math.sqrt, 1, 1]], ["min", [Math.min, 2, Infinity]], ["max", [Math.max, 2, Infinity]],
]);

function tokensOf(formula) {
  const text = trimmed(formula.normalize("NFKC")).replace(/[×÷−–]/gu, (sign) => SIGNS[sign]);
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, number, name, sign] = TOKEN.exec(text) ?? fail();
    tokens.push({ number, name, sign });
  }
  return tokens;
}

export function evaluate(formula, names) {
  const tokens = tokensOf(formula);
  let next = 0;

  const take = (sign) => tokens[next]?.sign === sign && ++next;

  // What is bound at least so tightly.
  function expression(level) {
    let x = take("-") ? -expression(POWER) : atom();
    for (;;) {
      const [priority, compute] = OPERATORS[tokens[next]?.sign] ?? [0];
      if (priority < level) return x;
      next += 1;
      x = checked(compute(x, expression(priority === POWER ? POWER : priority + 1)));
    }
  }

  function atom() {
    if (take("(")) return list(1, 1)[0];
    const { number, name } = tokens[next++] ?? fail();
    if (number) return checked(Number(number));
    if (name && take("(")) {
      const [compute, least, most] = FUNCTIONS.get(name) ?? fail();
      return checked(compute(...list(least, most)));
    }
    return Number.isFinite(names[name]) ? names[name] : fail();
  }

  // Up to the closing bracket.
  function list(least, most) {
    const values = [];
    do values.push(expression(1)); while (take(","));
    return take(")") && values.length >= least && values.length <= most ? values : fail();
  }

  const result = checked(expression(1));
  return next < tokens.length ? fail() : result;
}

function drawn(source, random) {
  if (source.values) return Number(source.values[Math.floor(random() * source.values.length)]);
  const [min, max, step] = [source.min, source.max, source.step].map(decimal);
  const scale = Math.max(min.scale, max.scale, step.scale);
  const [first, last, width] = [min, max, step].map((x) => Number(x.n * 10n ** BigInt(scale - x.scale)));
  const count = Math.floor((last - first) / width) + 1;
  return (first + Math.floor(random() * count) * width) / product(10, scale);
}

// The numbers of a seed, and the key with the answer that they give.
export function instance(key, seed) {
  const random = generator(seed * 2654435761 + 1);
  const names = {};
  for (const [name, source] of key.parameters) {
    names[name] = typeof source === "string" ? evaluate(source, names) : drawn(source, random);
  }
  const { parameters, ...plain } = key;
  for (const part of ["answer", "min", "max"]) {
    if (plain[part] !== undefined) plain[part] = show(evaluate(plain[part], names));
  }
  if (plain.wrong) plain.wrong = plain.wrong.map((formula) => show(evaluate(formula, names)));
  return { names, key: plain };
}

// A number as a student would write it: at most six decimals.
export function show(x) {
  const text = rounded(x, 6).toFixed(6).replace(/\.?0+$/u, "");
  return text === "-0" ? "0" : text;
}
