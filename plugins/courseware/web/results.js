// The figures of an assignment, of the sample data or of the group's own, computed anew whenever those change.

import { make, say, sitePath } from "./elements.js";
import { StatisticView } from "./figure-tables.js";
import { loadKit } from "./kit.js";
import { onChange, read } from "./response-store.js";
import { readResponses } from "./responses.js";
import { score } from "./statistics.js";

const CHOICES = ["sample", "own"];

async function readSample(kit, base) {
  const files = await Promise.all(Object.values(kit.samples).map(async (name) => {
    const answer = await fetch(new URL(name, base));
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return readResponses(new Uint8Array(await answer.arrayBuffer()), kit).responses;
  }));
  return files.flat();
}

class CoursewareResults extends HTMLElement {
  async connectedCallback() {
    if (this.words) return;
    try {
      this.kit = await loadKit(this);
      this.words = this.kit.words.results;
      this.sample = await readSample(this.kit, new URL(this.dataset.kit, location.href));
    } catch {
      if (!this.words) return; // the page has the sample's tables
      this.sample = null;
    }
    this.hasSample = Object.keys(this.kit.samples).length > 0;
    this.build();
    if (this.dataset.sample === "only") {
      this.show("sample");
    } else {
      this.endOfChanges = onChange(this.kit.id, () => this.heard());
      this.own = (await read(this.kit)).responses;
      this.use(this.choice ?? (this.own.length ? "own" : "sample"));
    }
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    this.endOfChanges?.();
  }

  // What was chosen last on this device, in any language.
  get choice() {
    try {
      return CHOICES.find((one) => one === localStorage.getItem(this.key)) ?? null;
    } catch {
      return null;
    }
  }

  set choice(choice) {
    try {
      localStorage.setItem(this.key, choice);
    } catch { /* then it is chosen anew on every visit */ }
  }

  get key() {
    return `courseware:${sitePath()}:results:${this.kit.id}`;
  }

  build() {
    const { kit, words } = this;
    this.note = this.querySelector(".cw-sample-note") ?? make("p", { class: "cw-sample-note" });
    this.status = make("p", { class: "cw-status cw-hidden-status", role: "status" });
    this.views = kit.statistics.map(({ id, title }) => {
      const section = this.querySelector(`[data-statistic="${CSS.escape(id)}"]`)
        ?? make("section", { class: "cw-statistic", "data-statistic": id }, make("h3", { id: `figures-${id}` }, title));
      this.append(section);
      return new StatisticView(kit, id, section);
    });
    for (const left of this.querySelectorAll(":scope > p")) left.remove();
    this.radios = CHOICES.map((value) => {
      const input = make("input", { type: "radio", name: `results-${kit.id}`, value, autocomplete: "off" });
      input.addEventListener("change", () => {
        this.choice = value;
        this.use(value);
        this.status.textContent = value === "own" ? words.shown_own : words.shown_sample;
      });
      return input;
    });
    this.ownName = make("span", {});
    const names = [make("span", {}, words.sample), this.ownName];
    this.choices = make(
      "fieldset", { class: "cw-live cw-which" }, make("legend", {}, words.data),
      ...this.radios.map((radio, n) => make("label", { class: "cw-option" }, radio, names[n])),
    );
    // A report is about the sample, and without a sample there is only one thing to show.
    this.choices.hidden = this.dataset.sample === "only" || !this.hasSample;
    this.prepend(this.choices, this.status, this.note);
  }

  async heard() {
    this.own = (await read(this.kit)).responses;
    this.use(this.choice ?? (this.own.length ? "own" : "sample"));
    if (this.shown === "own") this.status.textContent = say(this.words.updated, { count: this.own.length });
  }

  use(choice) {
    const found = this.hasSample ? choice : "own";
    this.ownName.textContent = say(this.words.own, { count: this.own.length });
    for (const radio of this.radios) radio.checked = radio.value === found;
    this.show(found);
  }

  show(choice) {
    const { kit, words, own } = this;
    const isOwn = choice === "own";
    this.shown = choice;
    this.note.textContent = !isOwn ? kit.words.figures.sample_note : own.length ? say(words.own_note, { count: own.length }) : words.none;
    const responses = isOwn ? own : this.sample;
    if (!responses) return; // the sample's files cannot be had now: its tables stand in the page
    const source = { caption: isOwn ? words.own_caption : kit.words.figures.sample_caption };
    score(kit.plans, responses).forEach((figures, n) => this.views[n].show(figures, source));
  }
}

customElements.define("courseware-results", CoursewareResults);
