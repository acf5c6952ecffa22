// Scores kept in this browser, one entry an assignment, the same for all languages. Anything on this host may have
// written it: what does not look like scores is left out.

import { isObject, sitePath } from "./elements.js";

const MOST = 30; // other groups, and members
const LONGEST_SCORE = 20;
const LONGEST_NAME = 100;

const text = (value, most) => (typeof value === "string" ? [...value].slice(0, most).join("") : "");
const list = (value) => (Array.isArray(value) ? value.slice(0, MOST).filter(isObject) : []);

export const isFull = (all) => all.length >= MOST;

export const blank = () => ({ teacher: {}, self: {}, groups: [{}], members: [] });

export class RubricMemory {
  constructor(id, criteria) {
    this.name = `courseware:${sitePath()}:rubric:${id}`;
    this.criteria = criteria;
    this.fails = false;
  }

  scores(value) {
    const found = isObject(value) ? value : {};
    const named = this.criteria.filter(({ id }) => Object.hasOwn(found, id)).map(({ id }) => [id, text(found[id], LONGEST_SCORE)]);
    return Object.fromEntries(named.filter(([, score]) => score));
  }

  checked(value) {
    if (!isObject(value) || value.v !== 1) return blank();
    return {
      teacher: this.scores(value.teacher),
      self: this.scores(value.self),
      groups: Array.isArray(value.groups) ? list(value.groups).map((one) => this.scores(one)) : [{}],
      members: list(value.members).map(({ name, factor }) => ({ name: text(name, LONGEST_NAME), factor: text(factor, LONGEST_SCORE) })),
    };
  }

  read() {
    try {
      return this.checked(JSON.parse(localStorage.getItem(this.name)));
    } catch { // corrupted, or storage is blocked
      return blank();
    }
  }

  write(state) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ v: 1, ...state }));
      this.fails = false;
    } catch { // blocked or full
      this.fails = true;
    }
  }
}
