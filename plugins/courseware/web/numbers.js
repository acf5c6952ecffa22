// Numbers as students type them, read exactly: the same rules as in quizzes/numbers.py. A number is n ÷ 10^scale.

import { normalForm, tooLong, trimmed, visible } from "./texts.js";

const MOST_DIGITS = 40;
const GREATEST_EXPONENT = 30;
const ALLOWANCE = { n: 1n, scale: 9 }; // what two numbers may differ by and still count as equal
const MINUS = /[\u2212\u2013\u2014\u2012]/gu; // the other forms are among these, or `-`, after NFKC
const RAISED = /[0-9\uff10-\uff19][\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]/u; // 5² is not 52
const FULL_STOP = /(\d)。|。(?=\d)/gu;
// Sign, whole number with or without separators, decimals, exponent; what stands behind.
const WHOLE = "([1-9]\\d{0,2}(?:([,'’ ])\\d{3})(?:\\3\\d{3})*(?!\\d)|\\d+|(?=\\.\\d))";
const NUMBER = new RegExp(`^([+-]?) *${WHOLE}(?:\\.(\\d+))?(?:[eE]([+-]?\\d{1,2})(?!\\d))?(.*)$`, "su");
const PER = { "%": 2, "‰": 3 };

const at = (scale, x) => x.n * 10n ** BigInt(scale - x.scale);
const sum = (a, b) => {
  const scale = Math.max(a.scale, b.scale);
  return { n: at(scale, a) + at(scale, b), scale };
};
const negative = ({ n, scale }) => ({ n: -n, scale });
const size = (x) => (x.n < 0n ? negative(x) : x);
const atMost = (a, b) => sum(b, negative(a)).n >= 0n;

// The value of a typed number, without one of the units behind it; null when it is not a number.
export function readNumber(text, units = []) {
  if (tooLong(text) || RAISED.test(text)) return null;
  const sentence = trimmed(visible(text).normalize("NFKC")).replace(/[.。]$/u, "");
  const plain = sentence.replace(MINUS, "-").replace(FULL_STOP, "$1.");
  const found = NUMBER.exec(plain);
  if (!found) return null;
  const [, sign, whole, , decimals = "", exponent = "0", behind] = found;
  const digits = whole.replace(/\D/gu, "") + decimals;
  if (digits.length > MOST_DIGITS || Math.abs(exponent) > GREATEST_EXPONENT) return null;
  let scale = decimals.length - exponent;
  const rest = trimmed(behind);
  if (rest && !units.some((unit) => normalForm(unit) === normalForm(rest))) {
    if (!(PER[rest] > 0)) return null;
    scale += PER[rest];
  }
  const n = BigInt(digits) * (sign === "-" ? -1n : 1n);
  return scale < 0 ? { n: at(0, { n, scale }), scale: 0 } : { n, scale };
}

// A plain decimal of a key, such as "-0.5".
export function decimal(text) {
  const [whole, decimals = ""] = text.split(".");
  return { n: BigInt(whole + decimals), scale: decimals.length };
}

// How far an answer may be from the value: absolute, or a share of it such as "2%".
function toleranceAt({ tolerance = "0" }, value) {
  if (!tolerance.endsWith("%")) return decimal(tolerance);
  const share = decimal(tolerance.slice(0, -1));
  return { n: share.n * size(value).n, scale: share.scale + 2 + value.scale };
}

// Whether a number is the answer of a numeric key, or in its range.
export function isRight(key, typed) {
  if (key.answer !== undefined) {
    const answer = decimal(key.answer);
    return atMost(size(sum(typed, negative(answer))), sum(toleranceAt(key, answer), ALLOWANCE));
  }
  return atMost(decimal(key.min), sum(typed, ALLOWANCE)) && atMost(typed, sum(decimal(key.max), ALLOWANCE));
}
