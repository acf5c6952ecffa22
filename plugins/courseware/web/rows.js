// Files of responses as rows of text: the same as assignments/rows.py. Cells are kept in maps: any name may come in.

export const MOST_BYTES = 20_000_000;
const MOST_ROWS = 20_000;
const LONGEST_NUMBER = 100;
export const SHOWN = 40; // how many characters of a wrong value are shown
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]/gu;
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/u;
const BARE = /^[!-~]*$/u;
const DASH = /[\u2212\u2012-\u2014]/gu;
const NUMBER = /^([+-]?)0*([0-9]{1,15})(?:\.([0-9]{1,15}))?$/u;
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/u;
// How a cell begins that a spreadsheet would run, with the marks before it that keep it from that.
const DANGEROUS = /^'*[=+\-@\t\r＝＋－＠]/u;

// By hand: a pattern for the end would look at every run of spaces again and again.
function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// Without space around it and with one kind of line break. Most cells are a number or an id, and need no look.
export const clean = (cell) => (BARE.test(cell) ? cell : trimmed(cell.replace(/\r\n?/gu, "\n").replace(CONTROL, "")));
const unguarded = (cell) => (cell.startsWith("'") && DANGEROUS.test(cell) ? trimmed(cell.slice(1)) : cell);

// Text of at most so many characters, counted as such and not in halves of them.
export const cut = (text, most) => (text.length > most ? [...text].slice(0, most).join("") : text);

// Full-width letters and digits as ordinary ones, in lower case.
const narrow = (text) => (BARE.test(text) ? text : text.normalize("NFKC"));
export const plain = (text) => narrow(text).toLowerCase();

// A number as a plain decimal; null where it is none.
export function decimal(text) {
  const found = text.length <= LONGEST_NUMBER && NUMBER.exec(narrow(text).replace(DASH, "-"));
  if (!found) return null;
  const [, sign, whole, decimals = ""] = found;
  const part = decimals.replace(/0+$/u, "");
  const value = part ? `${whole}.${part}` : whole;
  return sign === "-" && value !== "0" ? `-${value}` : value;
}

// The rows of a CSV or JSON file as {number, cells}, and what is not used.
export function readRows(source, needed) {
  const found = { rows: [], problems: [] };
  const refuse = (row, code, column = "", value = "") => {
    found.problems.push({ row, column, code, value: cut(value, SHOWN) });
  };
  if ((source.byteLength ?? source.length) > MOST_BYTES) {
    refuse(0, "too-large");
    return found;
  }
  const text = typeof source === "string" ? source.replace(/^\ufeff/u, "") : decoded(source);
  const start = trimmed(text).charAt(0);
  if (text.includes("\0")) refuse(0, "not-text");
  else if (!start) refuse(0, "empty");
  else if ("[{".includes(start)) readJson(text, found, refuse);
  else readCsv(text, needed, found, refuse);
  return found;
}

// UTF-8, else GB18030; where neither fits, the one that loses less.
function decoded(bytes) {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch { // the other one, then
    }
  }
  const lost = (text) => text.split("\ufffd").length;
  const [utf8, chinese] = ["utf-8", "gb18030"].map((encoding) => new TextDecoder(encoding).decode(bytes));
  return lost(chinese) < lost(utf8) ? chinese : utf8;
}

function readCsv(text, needed, { rows }, refuse) {
  const first = trimmed(text).split(/[\r\n]/u, 1)[0];
  const count = (mark) => first.split(mark).length;
  const mark = [",", ";", "\t"].reduce((best, other) => (count(other) > count(best) ? other : best));
  const records = filled(recordsIn(text, mark));
  const { number: head, cells: titles } = records.next().value ?? { number: 0, cells: [] };
  const names = titles.map(plain);
  const lacking = needed.filter((name) => !names.includes(name));
  for (const name of lacking) refuse(head, "missing-column", name);
  if (lacking.length) return;
  names.forEach((name, n) => {
    const isDouble = names.indexOf(name) < n;
    if (isDouble) refuse(head, "column-twice", name);
    if (isDouble || !name) names[n] = `(${n + 1})`;
  });
  for (const { number, cells: guarded, whole } of records) {
    if (number > MOST_ROWS) {
      refuse(number, "too-many-rows");
      return;
    }
    const cells = guarded.map(unguarded);
    if (!whole || cells.length < names.length) refuse(number, whole ? "cut-short" : "open-quote", "", cells[0]);
    else if (cells.slice(names.length).some(Boolean)) refuse(number, "too-many-cells", "", cells[0]);
    else if (cells.some((cell) => cell.includes("\ufffd"))) refuse(number, "encoding", "", cells[0]);
    else rows.push({ number, cells: new Map(names.map((name, n) => [name, cells[n]])) });
  }
}

// The records that hold anything, with their numbers.
function* filled(records) {
  let number = 0;
  for (const { cells, whole } of records) {
    number += 1;
    const cleaned = cells.map(clean);
    if (cleaned.some(Boolean)) yield { number, cells: cleaned, whole };
  }
}

// The cells of each record, and whether its last quotation mark is closed.
function* recordsIn(text, mark) {
  const bare = new RegExp(`[^${mark}\\r\\n]*`, "y");
  let at = 0;
  while (at < text.length) {
    const cells = [];
    let whole = true;
    for (;;) {
      let cell = "";
      if (text[at] === '"') ({ cell, at, whole } = quoted(text, at + 1));
      bare.lastIndex = at;
      cells.push(cell + bare.exec(text)[0]);
      at = bare.lastIndex;
      if (text[at] !== mark) break;
      at += 1;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    yield { cells, whole };
  }
}

// What stands in quotation marks from `at` on, where it ends, and whether it does.
function quoted(text, at) {
  const parts = [];
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return { cell: parts.join("") + text.slice(at), at: text.length, whole: false };
    parts.push(text.slice(at, end));
    at = end + 1;
    if (text[at] !== '"') return { cell: parts.join(""), at, whole: true };
    parts.push('"');
    at += 1;
  }
}

function readJson(text, { rows }, refuse) {
  let found;
  try {
    found = JSON.parse(text);
  } catch { // cut off or broken
    found = linesIn(text, refuse);
  }
  const listed = Array.isArray(found) ? found : [found];
  const names = new Map(); // the same in every entry
  if (listed.length > MOST_ROWS) refuse(MOST_ROWS + 1, "too-many-rows");
  listed.slice(0, MOST_ROWS).forEach((entry, n) => {
    if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) readObject(n + 1, entry, names, rows, refuse);
    else if (entry !== null) refuse(n + 1, "not-an-object");
  });
}

// The objects of a file that is cut off or broken, as far as each has a line of its own.
function linesIn(text, refuse) {
  const lines = text.split(/[\r\n]+/u).map((line) => trimmed(line).replace(/,$/u, "").replace(/^[[\]]+|[[\]]+$/gu, ""));
  const found = lines.filter(Boolean).map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      return null;
    }
  });
  if (!found.some((entry) => typeof entry === "object" && entry !== null && !Array.isArray(entry))) {
    refuse(0, "not-json");
    return [];
  }
  found.forEach((entry, n) => entry === null && refuse(n + 1, "cut-short"));
  return found;
}

function readObject(number, entry, names, rows, refuse) {
  const cells = new Map();
  for (const [name, value] of Object.entries(entry)) {
    if (!names.has(name)) names.set(name, plain(clean(name)));
    cells.set(names.get(name), typeof value === "string" ? clean(value) : value);
  }
  for (const [name, value] of cells) {
    if (typeof value === "string") continue;
    if (value !== null) refuse(number, "not-a-text", name);
    cells.delete(name);
  }
  if ([...cells.values()].some((cell) => cell.includes("\ufffd"))) refuse(number, "encoding");
  else rows.push({ number, cells });
}

// A cell of a CSV file that no spreadsheet runs.
export function cellOf(text) {
  const guarded = DANGEROUS.test(text) && !PLAIN.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
