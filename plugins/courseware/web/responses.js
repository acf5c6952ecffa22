// Responses read from CSV and JSON, checked, merged and written: the same as assignments/responses.py. What a file or
// the device holds is hostile: only what fits the instrument's columns and limits is taken.

import { SHOWN, cellOf, clean, cut, decimal, plain, readRows } from "./rows.js";

export const FIXED = ["response", "instrument", "digest", "recorded", "member", "consent"];
export const LONGEST = 2000;
export const LONGEST_MEMBER = 100;
const LONGEST_DIGEST = 40;
const LONGEST_COLUMN = 100;
export const RESPONSE_ID = /^[A-Za-z0-9-]{1,40}$/u;
const COLUMN_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$/u;
const RECORDED = /^([12][0-9]{3})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,6})?Z$/u;
const DAY = /^([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/u;
export const ALLOWANCE = 1e-9; // what two numbers may differ by and still count as equal

const own = (object, name) => (Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined);
const isLonger = (text, most) => text.length > most && [...text].length > most;
const agrees = (cells) => plain(cells.get("consent") ?? "") === "yes";

// Reads a CSV or JSON file, as text or bytes; nothing is dropped without being named among `rejected`.
export function readResponses(source, kit) {
  const { rows, problems: rejected } = readRows(source, FIXED.slice(0, 2));
  const found = [];
  const strange = new Set();
  const refuse = (row, column, code, value) => rejected.push({ row, column, code, value: cut(value, SHOWN) });
  for (const { number, cells } of rows) {
    const fault = faultIn(cells, kit.instruments);
    if (fault) {
      refuse(number, ...fault);
      continue;
    }
    const { response, refused } = responseOf(cells, kit.instruments[cells.get("instrument")]);
    for (const [column, code, value] of refused) {
      if (code !== "unknown-column" || !strange.has(column)) refuse(number, column, code, value);
    }
    for (const [column, code] of refused) if (code === "unknown-column") strange.add(column);
    found.push({ number, response });
  }
  const { kept, replaced } = merge(found.map(({ response }) => response));
  const older = new Set(replaced);
  for (const { number, response } of found) {
    if (older.has(response)) refuse(number, "response", "replaced", response.response);
  }
  const isCurrent = ({ instrument, digest }) => digest === kit.instruments[instrument].digest;
  return {
    responses: kept.filter(isCurrent),
    apart: kept.filter((response) => !isCurrent(response)),
    rejected: rejected.sort((a, b) => a.row - b.row),
  };
}

// Why a row cannot be used at all.
function faultIn(cells, instruments) {
  const name = cells.get("response") ?? "";
  const instrument = cells.get("instrument") ?? "";
  if (!RESPONSE_ID.test(name)) return ["response", "no-id", name];
  const form = own(instruments, instrument);
  if (!form) return ["instrument", "unknown-instrument", instrument];
  return form.consent && !agrees(cells) ? ["consent", "no-consent", cells.get("consent") ?? ""] : null;
}

// The row as a response, and what of it is not used, as [column, code, value].
function responseOf(cells, form) {
  const refused = [];
  const at = (name) => cells.get(name) ?? "";
  const digest = cut(plain(at("digest")), LONGEST_DIGEST);
  const recorded = timeOf(at("recorded"));
  if (recorded === null) refused.push(["recorded", "not-a-time", at("recorded")]);
  if (isLonger(at("member"), LONGEST_MEMBER)) refused.push(["member", "too-long", at("member")]);
  const given = new Map([...cells].filter(([name, cell]) => cell && !FIXED.includes(name)));
  const { answers, problems } = digest === form.digest ? checked(form, given) : ofAnotherVersion(given);
  const response = {
    response: at("response"), instrument: at("instrument"), digest, recorded: recorded ?? "",
    member: cut(at("member"), LONGEST_MEMBER), consent: agrees(cells), answers,
  };
  return { response, refused: [...refused, ...problems] };
}

// Answers whose limits nobody knows any more, as they are.
function ofAnotherVersion(given) {
  const isColumn = (name) => name.length <= LONGEST_COLUMN && COLUMN_NAME.test(name);
  const named = [...given].filter(([name]) => isColumn(name));
  const strange = [...given].filter(([name]) => !isColumn(name));
  return {
    answers: Object.fromEntries(named.map(([name, cell]) => [name, cut(cell, LONGEST)])),
    problems: [
      ...strange.map(([name, cell]) => [name, "unknown-column", cell]),
      ...named.filter(([, cell]) => isLonger(cell, LONGEST)).map(([name, cell]) => [name, "too-long", cell]),
    ],
  };
}

const isDay = (year, month, day) => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

// The time to the second; "" for a blank, null where it is none.
export function timeOf(text) {
  if (!text) return "";
  const [, year, month, day, hour, minute, second] = (RECORDED.exec(text) ?? []).map(Number);
  return isDay(year, month, day) && hour < 24 && minute < 60 && second < 60 ? `${text.slice(0, 19)}Z` : null;
}

function dayOf(text) {
  const [, year, month, day] = (DAY.exec(plain(text)) ?? []).map(Number);
  const two = (number) => String(number).padStart(2, "0");
  return isDay(year, month, day) ? `${year}-${two(month)}-${two(day)}` : "";
}

// The answers (a map or an object of texts) in their plain form, in the form's order, and as [column, code, value]
// what is not used of them. For what stands in a form's fields, too.
export function checked(form, answers) {
  const given = answers instanceof Map ? answers : new Map(Object.entries(answers));
  const good = new Map();
  const problems = [];
  for (const column of form.columns) {
    const raw = given.get(column.name);
    const text = typeof raw === "string" ? clean(raw) : "";
    const [value, code] = valueOf(column, form.limits[column.name] ?? {}, text);
    if (code) problems.push([column.name, code, text]);
    if (value) good.set(column.name, value);
  }
  for (const { columns, total } of form.sums) {
    const parts = columns.filter((name) => good.has(name));
    const sum = parts.reduce((before, name) => before + Number(good.get(name)), 0);
    if (!parts.length || (parts.length === columns.length && Math.abs(sum - total) <= ALLOWANCE)) continue;
    problems.push([columns[0], "sum", parts.map((name) => good.get(name)).join(" ")]);
    for (const name of parts) good.delete(name);
  }
  const names = new Set(form.columns.map(({ name }) => name));
  for (const [name, value] of given) if (value && !names.has(name)) problems.push([name, "unknown-column", value]);
  return { answers: Object.fromEntries(good), problems };
}

// What a column holds, and why it is not all that was given.
function valueOf({ kind }, limits, text) {
  if (!text) return ["", ""];
  if (kind === "text") return [cut(text, LONGEST), isLonger(text, LONGEST) ? "too-long" : ""];
  if (kind === "date") {
    const day = dayOf(text);
    return [day, day ? "" : "not-a-date"];
  }
  if (kind === "single" || kind === "multiple") {
    const given = kind === "multiple" ? plain(text).split(/[ \n\t]+/u) : [plain(text)];
    const listed = limits.options.filter((option) => given.includes(option));
    return [listed.join(" "), given.every((option) => listed.includes(option)) ? "" : "not-an-option"];
  }
  return numberOf(limits, text);
}

function numberOf({ min, max, na, decimals }, text) {
  if (na && ["na", "n/a"].includes(plain(text))) return ["na", ""];
  const value = decimal(text);
  if (value === null) return ["", "not-a-number"];
  if (value.includes(".") && !decimals) return ["", "not-whole"];
  const isOut = Number(value) < (min ?? -Infinity) || Number(value) > (max ?? Infinity);
  return isOut ? ["", "out-of-range"] : [value, ""];
}

const sameAnswers = (a, b) => Object.keys(a).length === Object.keys(b).length
  && Object.keys(a).every((name) => a[name] === own(b, name));
const same = (a, b) => ["instrument", "digest", "recorded", "member", "consent"].every((name) => a[name] === b[name])
  && sameAnswers(a.answers, b.answers);

// Responses without doubles, and those that a later version took the place of: of the same id and other content the one
// recorded last stays, of two at the same second the one that was read last.
export function merge(responses) {
  const kept = new Map();
  const replaced = [];
  for (const response of responses) {
    const other = kept.get(response.response);
    let stays = response;
    if (other && !same(other, response)) {
      if (response.recorded < other.recorded) stays = other;
      replaced.push(stays === other ? response : other);
    }
    kept.set(response.response, stays);
  }
  return { kept: [...kept.values()], replaced };
}

const columnsOf = (form, responses) => {
  const names = form.columns.map(({ name }) => name);
  const more = new Set(responses.flatMap(({ answers }) => Object.keys(answers)).filter((name) => !names.includes(name)));
  return [...names, ...[...more].sort()];
};

const cellsOf = (response, names) => [
  response.response, response.instrument, response.digest, response.recorded, response.member,
  response.consent ? "yes" : "", ...names.map((name) => own(response.answers, name) ?? ""),
];

// Responses to one instrument as CSV; columns of its other versions stand behind its own.
export function toCsv(form, responses) {
  const names = columnsOf(form, responses);
  const lines = [[...FIXED, ...names], ...responses.map((response) => cellsOf(response, names))];
  return `\ufeff${lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("")}`;
}

// Responses as a JSON list of flat objects, one a line, so that half a file is still worth reading.
export function toJson(kit, responses) {
  const lines = responses.map((response) => {
    const names = columnsOf(kit.instruments[response.instrument], [response]);
    const cells = cellsOf(response, names);
    return JSON.stringify(Object.fromEntries([...FIXED, ...names].map((name, n) => [name, cells[n]])));
  });
  return `[\n${lines.join(",\n")}\n]\n`;
}
