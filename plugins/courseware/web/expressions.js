// Formulas of numeric questions and the numbers drawn for them: the same doubles as in quizzes/expressions.py.

import { decimal } from "./numbers.js";
import { trimmed } from "./texts.js";

const GREATEST = 1e15;
const SIGNS = { "×": "*", "÷": "/", "−": "-", "–": "-" };
const TOKEN = / *(?:(\d+(?:\.\d+)?|\.\d+)|([a-z][a-z0-9_]*)|([-+*/^(),]))/uy;

function checked(x) {
  if (!(Math.abs(x) < GREATEST)) throw new RangeError("not a number below 1e15");
  return x;
}

function whole(x, min, max) {
  if (!Number.isInteger(x) || x < min || x > max) throw new RangeError("not a whole number in its range");
  return x;
}

function product(x, times) {
  let result = 1;
  for (let i = 0; i < times; i++) result *= x;
  return result;
}

function power(x, exponent) {
  const result = product(x, Math.abs(whole(exponent, -100, 100)));
  return exponent < 0 ? divided(1, result) : result;
}

function divided(x, y) {
  if (y === 0) throw new RangeError("division by zero");
  return x / y;
}

// Half away from zero; the 1e-9 lets 1.005 (which is a little less) go up.
function rounded(x, decimals = 0) {
  const unit = product(10, whole(decimals, 0, 9));
  return Math.sign(x) * Math.floor(Math.abs(x) * unit + 0.5 + 1e-9) / unit;
}

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
    const found = TOKEN.exec(text);
    if (!found) throw new SyntaxError("not a formula");
    tokens.push({ number: found[1], name: found[2], sign: found[3] });
  }
  return tokens;
}

export function evaluate(formula, names) {
  const tokens = tokensOf(formula);
  let next = 0;

  const take = (...signs) => (signs.includes(tokens[next]?.sign) ? tokens[next++].sign : null);
  const expect = (sign) => { if (!take(sign)) throw new SyntaxError(`${sign} expected`); };

  function sum() {
    let x = term();
    for (let sign; (sign = take("+", "-"));) {
      const y = term();
      x = checked(sign === "+" ? x + y : x - y);
    }
    return x;
  }

  function term() {
    let x = factor();
    for (let sign; (sign = take("*", "/"));) {
      const y = factor();
      x = checked(sign === "*" ? x * y : divided(x, y));
    }
    return x;
  }

  function factor() {
    if (take("-")) return -factor();
    const x = atom();
    return take("^") ? checked(power(x, factor())) : x;
  }

  function atom() {
    if (take("(")) {
      const x = sum();
      expect(")");
      return x;
    }
    const { number, name } = tokens[next++] ?? {};
    if (number) return checked(Number(number));
    if (name && take("(")) return call(name);
    if (name && Object.hasOwn(names, name)) return names[name];
    throw new SyntaxError("a number or a name expected");
  }

  function call(name) {
    const values = [sum()];
    while (take(",")) values.push(sum());
    expect(")");
    const [compute, least, most] = FUNCTIONS.get(name) ?? [null, Infinity, 0];
    if (values.length < least || values.length > most) throw new SyntaxError(`no such function: ${name}`);
    return checked(compute(...values));
  }

  const result = checked(sum());
  if (next < tokens.length) throw new SyntaxError("something behind the formula");
  return result;
}

// The generator mulberry32: numbers from 0 to 1, 1 excluded.
function generator(seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
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
  const random = generator(seed);
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
