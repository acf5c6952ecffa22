// Responses and drafts, kept on this device alone. Anything on this host may have written them: they are read as an
// imported file is. What cannot be written (storage is blocked or full) waits in the page and is tried again.

import { isObject, sitePath } from "./elements.js";
import { openDB } from "./idb.js";
import { LONGEST_MEMBER, RESPONSE_ID, readResponses, timeOf, toJson } from "./responses.js";

const NAME = `courseware:${sitePath()}`;
const STORES = ["responses", "drafts"];
const PART = 1000; // records that are read at once
const PART_LENGTH = 1_000_000; // characters of them

// `fails` as long as the last attempt did.
export const storage = { fails: false };

const listeners = new Set();
const waiting = new Map();
const readings = new Map(); // every form and figure on a page asks for the same
let opening;

const open = () => {
  opening ??= openDB(`${NAME}:responses`, 1, {
    upgrade(database) {
      database.createObjectStore("responses", { keyPath: ["assignment", "response"] });
      // One a tab: two tabs with the same form lose nothing.
      database.createObjectStore("drafts", { keyPath: ["assignment", "instrument", "response"] });
    },
    blocking: (_, __, { target }) => target.close(),
    terminated: () => { opening = undefined; },
  });
  opening.catch(() => { opening = undefined; });
  return opening;
};

async function flush() {
  const changes = [...waiting];
  if (!changes.length) return;
  try {
    const transaction = (await open()).transaction(STORES, "readwrite");
    for (const [, { store, key, record }] of changes) {
      const target = transaction.objectStore(store);
      (record ? target.put(record) : target.delete(key)).catch(() => {}); // told by `done`
    }
    await transaction.done;
    for (const [name, change] of changes) if (waiting.get(name) === change) waiting.delete(name);
    storage.fails = false;
  } catch {
    storage.fails = true;
  }
}

function write(store, changes) {
  for (const change of changes) waiting.set(JSON.stringify([store, ...change.key]), { store, ...change });
  return flush();
}

async function records(store, ...key) {
  const found = new Map();
  try {
    const range = IDBKeyRange.bound(key, [...key, []]); // a list comes after every text
    for (const record of await (await open()).getAll(store, range)) found.set(record.response, record);
  } catch {
    storage.fails = true;
  }
  for (const { store: name, key: at, record } of waiting.values()) {
    if (name !== store || key.some((part, i) => part !== at[i])) continue;
    found.delete(at.at(-1));
    if (record) found.set(at.at(-1), record);
  }
  return [...found.values()];
}

// Other tabs of this site.
let channel;
try {
  channel = new BroadcastChannel(`${NAME}:responses`);
  channel.addEventListener("message", ({ data }) => {
    if (isObject(data) && Array.isArray(data.ids)) tell(data.assignment, data.ids, true);
  });
} catch { /* a page without an origin of its own has no other tabs */ }

function tell(assignment, ids, isElsewhere) {
  readings.delete(assignment);
  for (const listener of listeners) if (listener.assignment === assignment) listener.act(ids, isElsewhere);
}

// A page that the browser had put aside has not heard what other tabs did meanwhile.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const assignment of [...readings.keys()]) tell(assignment, [], true);
});

async function change(assignment, changes) {
  await write("responses", changes);
  const ids = changes.map(({ key }) => key[1]);
  channel?.postMessage({ assignment, ids });
  tell(assignment, ids, false);
}

// Calls `act(ids, isElsewhere)` after every change, here or in another tab; returns what ends that.
export function onChange(assignment, act) {
  const listener = { assignment, act };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// The first made first; a correction does not change a response's place, and imported ones stand where they were recorded.
async function readAll(kit) {
  const found = await records("responses", kit.id);
  const made = new Map(found.map(({ response, made: time }) => [response, time]));
  const since = ({ response, recorded }) => [made.get(response), Date.parse(recorded), 0].find(Number.isFinite);
  const order = (a, b) => since(a) - since(b) || (a.response < b.response ? -1 : 1);
  const reading = { responses: [], apart: [], rejected: [] };
  let before = 0;
  for (const rows of inParts(found.map(rowOf))) {
    const { responses, apart, rejected } = readResponses(`[${rows.join(",")}]`, kit);
    reading.responses.push(...responses);
    reading.apart.push(...apart);
    reading.rejected.push(...rejected.map((one) => ({ ...one, row: before + (one.row || 1) })));
    before += rows.length;
  }
  return { ...reading, responses: reading.responses.sort(order), apart: reading.apart.sort(order) };
}

// As JSON, under the id that it is kept by: no two rows have the same, and what is shown can be deleted.
function rowOf({ response, row }) {
  try {
    return JSON.stringify(isObject(row) ? { ...row, response } : row ?? null);
  } catch { // it holds itself, or what JSON has no form for
    return "0"; // no response, and named as that
  }
}

// What a reader refuses as too much must not take the other records with it.
function* inParts(rows) {
  let [part, length] = [[], 0];
  for (const row of rows) {
    if (part.length === PART || (part.length && length + row.length > PART_LENGTH)) {
      yield part;
      [part, length] = [[], 0];
    }
    part.push(row);
    length += row.length;
  }
  if (part.length) yield part;
}

// All of an assignment's responses, the first made first: {responses, apart, rejected} as from a file; not to be changed.
export function read(kit) {
  if (!readings.has(kit.id)) readings.set(kit.id, readAll(kit));
  return readings.get(kit.id);
}

async function recordOf(assignment, id) {
  const change = waiting.get(JSON.stringify(["responses", assignment, id]));
  if (change) return change.record;
  try {
    return await (await open()).get("responses", [assignment, id]);
  } catch {
    storage.fails = true;
    return undefined;
  }
}

const isTime = (value) => typeof value === "string" && Boolean(timeOf(value));

// When a response was recorded, as far as any tab has written; "" for none.
export async function recordedAt(kit, id) {
  const found = await recordOf(kit.id, id);
  return isTime(found?.row?.recorded) ? timeOf(found.row.recorded) : "";
}

// Adds responses, or replaces those with the same ids. `made` (milliseconds) is when a new one was filled in here.
export async function save(kit, responses, made = null) {
  const before = await Promise.all(responses.map(({ response }) => recordOf(kit.id, response)));
  const rows = JSON.parse(toJson(kit, responses));
  await change(kit.id, responses.map(({ response }, i) => {
    const record = { assignment: kit.id, response, made: before[i]?.made ?? made, row: rows[i] };
    return { key: [kit.id, response], record };
  }));
}

// Removes responses; returns what brings them back.
export async function remove(kit, ids) {
  const gone = (await records("responses", kit.id)).filter(({ response }) => ids.includes(response));
  await change(kit.id, ids.map((id) => ({ key: [kit.id, id] })));
  return () => change(kit.id, gone.map((record) => ({ key: [kit.id, record.response], record })));
}

const draftKey = ({ assignment, instrument, response }) => [assignment, instrument, response];

// Removes all that is kept of an assignment, unreadable entries too; returns what brings it back.
export async function clear(kit) {
  const [gone, drafts] = [await records("responses", kit.id), await records("drafts", kit.id)];
  await write("drafts", drafts.map((draft) => ({ key: draftKey(draft) })));
  await change(kit.id, gone.map(({ response }) => ({ key: [kit.id, response] })));
  return async () => {
    await write("drafts", drafts.map((record) => ({ key: draftKey(record), record })));
    await change(kit.id, gone.map((record) => ({ key: [kit.id, record.response], record })));
  };
}

const isDraft = ({ response, kept, base, values }) => RESPONSE_ID.test(response)
  && isTime(kept) && (base === "" || isTime(base)) && isObject(values);

// Drafts of an instrument, the last one first.
export async function drafts(assignment, instrument) {
  const found = await records("drafts", assignment, instrument);
  return found.filter(isDraft).sort((a, b) => (a.kept < b.kept ? 1 : -1));
}

export const keepDraft = (draft) => write("drafts", [{ key: draftKey(draft), record: draft }]);

export const dropDraft = (draft) => write("drafts", [{ key: draftKey(draft) }]);

// The browser is asked not to throw the data away when space is short; some ask the user, so only once there are data.
export const persist = () => Promise.resolve(globalThis.navigator?.storage?.persist?.()).catch(() => {});

// A name that this browser remembers. It may be blocked: then it remembers nothing.
export const member = {
  get name() {
    try {
      return (localStorage.getItem(`${NAME}:member`) ?? "").slice(0, LONGEST_MEMBER);
    } catch {
      return "";
    }
  },
  set name(name) {
    try {
      localStorage.setItem(`${NAME}:member`, name);
    } catch { /* it is in the form */ }
  },
};

// Holds a name until `release()`, so that other tabs leave it alone; null where another tab holds it. Pages that are not
// served securely have no locks: there the last tab wins.
export function lock(name) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((found) => {
    navigator.locks.request(`${NAME}:${name}`, { ifAvailable: true }, (held) => {
      if (!held) return found(null);
      return new Promise((release) => found(release));
    }).catch(() => found(() => {}));
  });
}
