// What is being filled in, kept with every change until it is saved. A draft belongs to one tab: another tab with the same
// form begins one of its own, and the draft of a tab that was closed is taken up by the next.

import { isObject } from "./elements.js";
import { drafts, dropDraft, keepDraft, lock } from "./response-store.js";

export const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

// Not `crypto.randomUUID()`, which pages that are not served securely lack. With a letter first no spreadsheet takes it
// for a number.
const newId = () => `r${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

export class Draft {
  // `base`: when the response was recorded that is being corrected; empty for a new one.
  constructor(assignment, instrument, response, base) {
    Object.assign(this, { assignment, instrument, response, base });
    this.values = null;
  }

  static async begin(assignment, instrument, response = newId(), base = "") {
    const draft = new Draft(assignment, instrument, response, base);
    await draft.hold();
    return draft;
  }

  // The last draft that no other tab has; null if there is none.
  static async find(assignment, instrument) {
    for (const { response, base, values } of await drafts(assignment, instrument)) {
      const draft = new Draft(assignment, instrument, response, base);
      if (!(await draft.hold())) continue;
      draft.values = values;
      return draft;
    }
    return null;
  }

  async hold() {
    this.release = await lock(`draft:${this.assignment}:${this.instrument}:${this.response}`);
    return Boolean(this.release);
  }

  // Writes at once what comes while nothing is being written, and the last of what comes in the meantime.
  keep(values) {
    this.values = values;
    this.writing ??= this.write().finally(() => { this.writing = null; });
    return this.writing;
  }

  async write() {
    let written = null;
    while (this.values && this.values !== written) {
      written = this.values;
      const { assignment, instrument, response, base, values } = this;
      await keepDraft({ assignment, instrument, response, base, values: { ...values }, kept: now() });
    }
  }

  // Leaves it to other tabs, as it is.
  leave() {
    this.release?.();
  }

  // Returns what it held: it is kept no more.
  async drop() {
    const { values } = this;
    this.values = null;
    await this.writing;
    await dropDraft(this);
    this.leave();
    return isObject(values) ? values : {};
  }
}
