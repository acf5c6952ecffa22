// An instrument's form in the field: one response after another, each kept on this device.

import { DataBox } from "./data-box.js";
import { Draft, now } from "./drafts.js";
import { button, make, say } from "./elements.js";
import { Faults } from "./form-faults.js";
import { answersOf, fill, makeClearable, valuesOf, valuesOfAnswers } from "./form-values.js";
import { loadKit } from "./kit.js";
import { keepOffline } from "./offline.js";
import { ResponseList } from "./response-list.js";
import { member, onChange, persist, read, recordedAt, save, storage } from "./response-store.js";
import { LONGEST_MEMBER, checked } from "./responses.js";

const SECOND = 1000;
const SETTLED = 100; // milliseconds until a press has hit what it was meant for

// Later than what it replaces, whatever the clock says.
const later = (base) => {
  const next = base ? `${new Date(Date.parse(base) + SECOND).toISOString().slice(0, 19)}Z` : "";
  return next > now() ? next : now();
};

// A message that comes up while a button is being pressed would move the button away from under the finger.
let isPressed = false;
addEventListener("pointerdown", () => { isPressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { isPressed = false; }, true);

function afterPress(act) {
  const soon = () => setTimeout(act, SETTLED);
  if (isPressed) addEventListener("pointerup", soon, { once: true });
  else soon();
}

class CoursewareInstrument extends HTMLElement {
  async connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    try {
      this.kit = await loadKit(this);
    } catch {
      return; // it can still be read and printed
    }
    this.instrument = this.kit.instruments[this.dataset.instrument];
    this.words = this.kit.words.form;
    this.build();
    this.endOfChanges = onChange(this.kit.id, (ids, isElsewhere) => this.heard(ids, isElsewhere));
    await this.refresh();
    await this.begin();
    this.dataset.ready = "";
    keepOffline(this.words);
  }

  disconnectedCallback() {
    this.endOfChanges?.();
    this.leave();
  }

  build() {
    const { words, form, instrument } = this;
    this.faults = new Faults(form, instrument, words);
    this.notKept = make("p", { class: "cw-notice cw-not-kept", role: "status" });
    this.now = make("p", { class: "cw-now", tabindex: -1 });
    this.note = make("p", { class: "cw-status", role: "status" });
    this.notes = make("div", { class: "cw-notes" }, this.note);
    this.progress = make("p", { class: "cw-progress" });
    this.member = make("input", { type: "text", maxlength: LONGEST_MEMBER, autocomplete: "off" });
    this.member.value = member.name;
    this.member.addEventListener("input", () => {
      member.name = this.member.value.trim();
      for (const other of this.all) if (other !== this && other.member) other.member.value = this.member.value;
    });
    const name = make("label", { class: "cw-member" }, make("span", {}, words.member), this.member);
    form.before(
      this.opener(),
      make("div", { class: "cw-live cw-form-head" }, this.notKept, name, make("p", { class: "cw-unchoose" }, words.unchoose), this.now, this.notes),
    );

    this.saveButton = button(words.save, () => this.save(), { class: "cw-button cw-save" });
    this.clearButton = button(words.clear, () => this.clear());
    this.status = make("p", { class: "cw-status", role: "status" });
    form.append(make("div", { class: "cw-live cw-controls" }, this.saveButton, this.clearButton, this.status));
    this.list = new ResponseList(this);
    form.after(this.list.section);
    if (this.all.at(-1) === this) this.after(new DataBox(this).section);

    form.addEventListener("submit", (event) => event.preventDefault()); // Enter in a line of text saves nothing half-way
    form.addEventListener("input", ({ target }) => this.changed(target));
    form.addEventListener("focusout", ({ target }) => afterPress(() => this.check(target)));
    makeClearable(form, (radio) => {
      this.status.textContent = words.unchosen;
      this.changed(radio, true);
    });
  }

  get all() {
    return [...document.querySelectorAll("courseware-instrument")].filter(({ dataset }) => dataset.assignment === this.kit.id);
  }

  // Several forms below each other are a long way on a phone: each is opened when it is wanted.
  opener() {
    const isOne = this.all.length === 1;
    this.openButton = button("", () => this.open("closed" in this.dataset));
    this.openButton.hidden = isOne;
    this.open(isOne || location.hash === `#${this.form.getAttribute("aria-labelledby")}`);
    return make("div", { class: "cw-live cw-opener" }, this.openButton, this.progress);
  }

  open(isOpen) {
    this.toggleAttribute("data-closed", !isOpen);
    this.openButton.setAttribute("aria-expanded", String(isOpen));
    this.openButton.textContent = isOpen ? this.words.close : this.words.open;
    this.openButton.setAttribute("aria-label", `${this.openButton.textContent} ${this.instrument.title}`);
  }

  // A response that is new, or the one that a closed tab was at.
  async begin(said = "") {
    const { kit: { id }, dataset: { instrument }, words, form } = this;
    let draft = await Draft.find(id, instrument);
    const isFound = draft && !Object.keys(valuesOf(form)).length;
    if (!isFound) {
      draft?.leave();
      draft = await Draft.begin(id, instrument);
    }
    const typed = valuesOf(form); // before the scripts were there
    this.use(draft, isFound ? draft.values : typed);
    if (!isFound && Object.keys(typed).length) draft.keep(typed);
    if (isFound) this.open(true);
    this.tell([said, isFound ? words.restored : ""].filter(Boolean).join(" "));
  }

  // After all was deleted, and after that was undone.
  async restart() {
    this.draft?.leave();
    fill(this.form, {});
    this.list.forget();
    await this.begin();
  }

  // After the page was put aside, and left its draft to other tabs: with that draft again, or a new one if another tab
  // has taken it up.
  async resume() {
    fill(this.form, {});
    await this.begin();
  }

  use(draft, values) {
    this.draft?.leave();
    this.draft = draft;
    fill(this.form, values);
    this.faults.clear();
    this.faults.count(valuesOf(this.form));
    this.status.textContent = "";
    this.showNow();
  }

  showNow() {
    const { words, draft } = this;
    const number = this.list.numberOf(draft.response);
    this.now.textContent = draft.base ? say(words.correcting, { number }) : say(words.filling, { number });
    this.saveButton.textContent = draft.base ? words.save_correction : words.save;
    this.clearButton.textContent = draft.base ? words.cancel : words.clear;
  }

  // One line above the form; with it a button, where there is something to do about it.
  tell(words, control = null) {
    this.note.textContent = words;
    this.notes.replaceChildren(this.note, ...(control ? [control] : []));
  }

  changed({ name }, isStatusKept = false) {
    if (!name || !this.draft) return;
    if (!isStatusKept) this.status.textContent = "";
    this.faults.changed(name);
    const values = valuesOf(this.form);
    this.faults.count(values);
    this.draft.keep(values).then(() => this.showStorage());
  }

  // What was typed in a control is looked at when it is left.
  check(control) {
    const values = valuesOf(this.form);
    const refused = checked(this.instrument, answersOf(this.instrument, values)).problems;
    const found = refused.find(([column, code]) => column === control.name && code !== "sum");
    if (found) this.faults.show(control.name, this.faults.why(...found));
  }

  // All that keeps a response from being saved is said at its place; the first place gets the focus.
  faultsOf(values, refused) {
    this.faults.clear();
    if (this.instrument.consent && !values.consent) this.faults.show("consent", this.words.faults.no_consent);
    for (const [column, code] of refused) this.faults.show(column, this.faults.why(column, code), code === "sum");
    for (const control of this.form.elements) {
      if (control.validity?.badInput) this.faults.show(control.name, this.words.faults.not_a_date);
    }
    return this.faults.first;
  }

  async save() {
    const { kit, draft, words } = this;
    if (this.isSaving) return;
    const values = valuesOf(this.form);
    const { answers, problems } = checked(this.instrument, answersOf(this.instrument, values));
    const first = this.faultsOf(values, problems);
    if (first || !Object.keys(answers).length) {
      this.status.textContent = first ? words.mend : words.nothing;
      (first ?? this.form.querySelector(":is(input, textarea):not([name=consent])"))?.focus();
      return;
    }
    this.isSaving = true;
    const before = await recordedAt(kit, draft.response);
    const recorded = later(before || draft.base);
    const { response, instrument } = draft;
    const row = { response, instrument, digest: this.instrument.digest, recorded, member: this.member.value.trim(), consent: Boolean(values.consent), answers };
    await save(kit, [row], Date.now());
    await draft.drop();
    await this.refresh();
    const number = this.list.numberOf(response);
    const wasChanged = before && before !== draft.base;
    fill(this.form, {});
    await this.begin(say(wasChanged ? words.saved_over : words.saved, { number }));
    this.isSaving = false;
    this.toTop();
    persist();
  }

  toTop() {
    this.now.replaceChildren(this.now.textContent);
    this.now.scrollIntoView({ block: "start" });
    this.now.focus({ preventScroll: true });
  }

  // Begins anew; what was there can be had back.
  async clear() {
    const { words, draft } = this;
    const values = valuesOf(this.form);
    await draft.drop();
    fill(this.form, {});
    await this.begin();
    if (Object.keys(values).length) {
      const undo = button(words.undo, async () => {
        this.use(await Draft.begin(draft.assignment, draft.instrument, draft.response, draft.base), values);
        this.tell(words.brought_back);
        this.draft.keep(values);
        this.toTop();
      });
      this.tell(draft.base ? words.cancelled : words.cleared, undo);
    }
    this.toTop();
  }

  // A saved response into the form; what was being filled in waits as a draft.
  async correct(response) {
    this.flush();
    const values = valuesOfAnswers(this.instrument, response);
    this.use(await Draft.begin(this.kit.id, this.dataset.instrument, response.response, response.recorded), values);
    this.tell("");
    this.toTop();
  }

  // Responses changed, here or in another tab.
  async heard(ids, isElsewhere) {
    if (this.isSaving) return;
    await this.refresh();
    if (isElsewhere && this.draft && ids.includes(this.draft.response)) this.tell(this.words.saved_elsewhere);
  }

  async refresh() {
    const { responses, apart } = await read(this.kit);
    const mine = ({ instrument }) => instrument === this.dataset.instrument;
    this.list.show(responses.filter(mine), apart.filter(mine));
    const { length: count } = responses.filter(mine);
    const { least } = this.instrument;
    const { progress, progress_left, progress_done } = this.words;
    this.progress.textContent = say(least === 1 ? progress : count < least ? progress_left : progress_done, { count, least, left: least - count });
    if (this.draft) this.showNow();
    this.showStorage();
  }

  showStorage() {
    const said = storage.fails ? this.words.not_kept : "";
    if (this.notKept.textContent !== said) this.notKept.textContent = said;
  }

  flush() {
    return this.draft?.values ? this.draft.keep(valuesOf(this.form)) : null;
  }

  leave() {
    this.flush();
    this.draft?.leave();
  }
}

const each = (act) => { for (const one of document.querySelectorAll("courseware-instrument")) if (one.draft) one[act](); };
addEventListener("pagehide", () => each("leave"));
addEventListener("pageshow", ({ persisted }) => { if (persisted) each("resume"); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") each("flush"); });
customElements.define("courseware-instrument", CoursewareInstrument);
