// What a learner knows of a deck, kept in this browser alone: each card's box and the day on which it comes back. The
// boxes are Leitner's. Anything on this host may have written the entry: every card of it is checked before use.

import { isObject, sitePath } from "./elements.js";

export const DAYS = [0, 1, 2, 4, 8, 16]; // from seeing a card of this box to seeing it again
const DAY = 86_400_000;
const ISO = /^\d{4}-\d\d-\d\d$/;

export const later = (day, days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
export const daysBetween = (day, other) => Math.round((Date.parse(other) - Date.parse(day)) / DAY);

// A card's state if it can be used: of these very words, in a box that there is, on a day that this box may name. A day
// further off was kept while the clock was wrong: the card is due.
function usable(entry, digest, day) {
  if (!isObject(entry) || entry.h !== digest || !Number.isInteger(entry.b) || !(entry.b >= 1 && entry.b <= DAYS.length)) return null;
  if (typeof entry.n !== "string" || !ISO.test(entry.n) || Number.isNaN(Date.parse(entry.n))) return null;
  return { box: entry.b, next: daysBetween(day, entry.n) > DAYS[entry.b - 1] ? day : entry.n };
}

export class DeckMemory {
  // `digests`: each card's digest by its id.
  constructor(deck, digests) {
    this.name = `courseware:${sitePath()}:deck:${deck}`;
    this.digests = digests;
    this.unsaved = new Map(); // as long as nothing can be written
  }

  // Storage may be blocked or full: then it goes on without it.
  attempt(act) {
    try {
      return act(localStorage);
    } catch {
      this.fails = true;
      return null;
    }
  }

  record() {
    let cards = null;
    try {
      const found = JSON.parse(this.attempt((storage) => storage.getItem(this.name)));
      if (isObject(found) && found.v === 1 && isObject(found.cards)) cards = found.cards;
    } catch { /* corrupted */ }
    // Without a prototype: an id such as "constructor" is a name like any other.
    return Object.assign(Object.create(null), cards);
  }

  // The state of each card that is known, by id.
  read(day) {
    const record = { ...this.record(), ...Object.fromEntries(this.unsaved) };
    const known = new Map();
    for (const [id, digest] of this.digests) {
      const state = Object.hasOwn(record, id) ? usable(record[id], digest, day) : null;
      if (state) known.set(id, state);
    }
    return known;
  }

  // Reads again what another tab may have written, and changes only this card.
  keep(id, { box, next }) {
    this.unsaved.set(id, { h: this.digests.get(id), b: box, n: next });
    this.write({ ...this.record(), ...Object.fromEntries(this.unsaved) });
  }

  write(cards) {
    this.fails = false;
    this.attempt((storage) => storage.setItem(this.name, JSON.stringify({ v: 1, cards })));
    if (!this.fails) this.unsaved.clear();
  }

  // Forgets all of it; what comes back brings it back.
  forget() {
    const before = { ...this.record(), ...Object.fromEntries(this.unsaved) };
    this.unsaved.clear();
    this.attempt((storage) => storage.removeItem(this.name));
    return () => {
      this.unsaved = new Map(Object.entries(before));
      this.write({ ...this.record(), ...before });
    };
  }
}
