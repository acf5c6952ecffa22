// Flashcards: the list of the page becomes one card at a time, with a back to show, and says when each comes back.

import { DAYS, DeckMemory, daysBetween, later } from "./deck-memory.js";
import { button, make, say, today } from "./elements.js";

const APART = 5; // cards between two sights of one that was not known
const NEW = 20; // unseen cards in a round, at most: a large deck is not learnt in a day

class CoursewareFlashcards extends HTMLElement {
  connectedCallback() {
    if (this.words) return;
    const { id, groups } = JSON.parse(this.dataset.deck);
    this.words = JSON.parse(this.dataset.words);
    this.items = [...this.querySelectorAll(".cw-card")];
    this.cards = new Map(this.items.map((item) => [item.dataset.card, item]));
    this.memory = new DeckMemory(id, new Map(this.items.map(({ dataset }) => [dataset.card, dataset.digest])));
    this.group = "";
    this.queue = [];
    this.build(groups);
    this.rest();
  }

  build(groups) {
    const { words } = this;
    this.list = this.querySelector(".cw-cards");
    this.querySelector(".cw-deck-plain").remove();
    this.status = make("p", { class: "cw-status cw-deck-status", role: "status" });
    this.notice = make("p", { class: "cw-not-kept" });
    this.stage = make("div", { class: "cw-stage" });
    const how = make(
      "details", { class: "cw-solution cw-deck-how" },
      make("summary", {}, words.how), make("ul", {}, ...words.how_text.map((line) => make("li", {}, line))),
    );
    this.opener = button(words.list_open, () => this.openList(this.hasAttribute("data-closed")), { class: "cw-button", "aria-expanded": "false" });
    const printer = button(words.print, () => this.print());
    const live = make("div", { class: "cw-live cw-deck-live" }, ...this.filter(groups), this.stage, this.status, this.notice, how);
    const foot = make("div", { class: "cw-live cw-controls cw-deck-foot" }, this.opener, printer, ...this.forgetting());
    this.list.before(live, foot);
    this.openList(false);
  }

  // Nothing to choose in a deck without groups.
  filter(groups) {
    const names = Object.entries(groups);
    if (!names.length) return [];
    const { words } = this;
    const select = make("select", {}, ...[["", words.all_groups], ...names].map(([value, name]) => make("option", { value }, name)));
    select.addEventListener("change", () => {
      this.group = select.value;
      for (const item of this.items) item.hidden = !this.isShown(item);
      this.status.textContent = "";
      this.rest();
    });
    return [make("label", { class: "cw-deck-filter" }, make("span", {}, words.filter), select)];
  }

  isShown(item) {
    return !this.group || item.dataset.group === this.group;
  }

  openList(isOpen) {
    this.toggleAttribute("data-closed", !isOpen);
    this.opener.setAttribute("aria-expanded", String(isOpen));
    this.opener.textContent = isOpen ? this.words.list_close : this.words.list_open;
  }

  // The ids of the cards of the chosen group, and of those that are due: what was seen before comes first. Of those
  // never seen, some are fresh today and the others wait.
  read() {
    const day = today();
    const states = this.memory.read(day);
    const all = this.items.filter((item) => this.isShown(item)).map(({ dataset }) => dataset.card);
    const seen = all.filter((id) => states.has(id) && states.get(id).next <= day);
    const unseen = all.filter((id) => !states.has(id));
    const fresh = unseen.slice(0, NEW);
    return { day, states, all, fresh: fresh.length, waiting: unseen.length - fresh.length, due: [...seen, ...fresh] };
  }

  when(day, next) {
    const days = daysBetween(day, next);
    if (days < 1) return this.words.today;
    return days === 1 ? this.words.tomorrow : say(this.words.in_days, { days });
  }

  // Every card of the list says in which box it is.
  mark({ day, states }) {
    for (const [id, item] of this.cards) {
      const state = states.get(id);
      const words = state ? say(this.words.box, { box: state.box, when: this.when(day, state.next) }) : this.words.new;
      const place = item.querySelector(".cw-card-state") ?? make("span", { class: "cw-card-state" });
      place.textContent = words;
      item.querySelector("summary").append(" ", place);
    }
    this.notice.textContent = this.memory.fails ? this.words.not_kept : "";
  }

  // Between rounds: how many cards are due, and the buttons that begin.
  rest(lines = []) {
    const { words } = this;
    const reading = this.read();
    const { day, states, all, fresh, waiting, due } = reading;
    this.queue = [];
    this.mark(reading);
    const parts = lines.map((line) => make("p", {}, line));
    if (due.length) {
      const more = waiting ? say(words.waiting, { count: waiting, most: NEW }) : "";
      parts.push(make("p", { class: "cw-deck-due" }, say(words.due, { due: due.length, new: fresh }) + more));
    } else {
      const next = all.map((id) => states.get(id).next).sort()[0];
      const count = all.filter((id) => states.get(id).next === next).length;
      parts.push(make("p", { class: "cw-deck-due" }, `${words.none_due} ${say(words.next, { when: this.when(day, next), count })}`));
    }
    const controls = make("div", { class: "cw-controls" });
    if (due.length) controls.append(button(words.start, () => this.begin(due), { class: "cw-button cw-deck-start" }));
    if (due.length < all.length) controls.append(button(words.start_all, () => this.begin(all)), make("span", { class: "cw-deck-note" }, words.all_note));
    const head = make("div", { class: "cw-deck-rest", tabindex: "-1" }, ...parts);
    this.stage.replaceChildren(head, controls);
    return head;
  }

  begin(ids) {
    this.queue = [...ids];
    this.seen = 0;
    this.status.textContent = "";
    this.ask();
  }

  end(line) {
    this.rest([line]).focus();
  }

  ask() {
    const { words } = this;
    if (!this.queue.length) return this.end(say(words.done, { count: this.seen }));
    const item = this.cards.get(this.queue[0]);
    const front = make("p", { class: "cw-face-front", id: this.faceId }, ...copies(item.querySelector(".cw-card-front")));
    const group = item.querySelector(".cw-card-group");
    this.face = make("div", { class: "cw-face" }, ...(group ? [make("p", { class: "cw-card-group" }, ...copies(group))] : []), front);
    this.face.addEventListener("click", () => { if (!String(getSelection())) this.turn(); });
    const show = button(words.show, () => this.turn(), { class: "cw-button cw-deck-show", "aria-describedby": this.faceId });
    this.controls = make("div", { class: "cw-controls" }, show);
    const place = make("p", { class: "cw-deck-place" }, say(words.place, { count: this.queue.length }));
    const stop = button(words.stop, () => { this.status.textContent = ""; this.end(words.stopped); }, { class: "cw-button cw-forget" });
    this.stage.replaceChildren(place, this.face, this.controls, stop);
    show.focus({ preventScroll: true });
    this.stage.scrollIntoView({ block: "nearest" }); // a long back may have been scrolled away from the front
    return null;
  }

  get faceId() {
    return `cw-face-${[...document.querySelectorAll("courseware-flashcards")].indexOf(this)}`;
  }

  // The back takes the focus, so that it is read; the two answers follow it.
  turn() {
    if (this.face.querySelector(".cw-card-back")) return;
    const { words } = this;
    const [id] = this.queue;
    const back = this.cards.get(id).querySelector(".cw-card-back").cloneNode(true);
    const box = make("div", { class: "cw-face-back", role: "group", "aria-label": words.back, tabindex: "-1" }, back);
    this.face.append(box);
    this.face.classList.add("cw-face--turned");
    this.controls.replaceChildren(
      button(words.again, () => this.answer(id, false), { class: "cw-button cw-deck-again" }),
      button(words.knew, () => this.answer(id, true), { class: "cw-button cw-deck-knew" }),
    );
    this.status.textContent = "";
    box.focus();
  }

  // A card that is known moves on when its day had come; one that is not known begins again.
  answer(id, isKnown) {
    const { words } = this;
    const { day, states } = this.read();
    const before = states.get(id) ?? { box: 1, next: day };
    const isDue = before.next <= day;
    this.queue.shift();
    if (!isKnown) this.queue.splice(APART, 0, id);
    else this.seen += 1;
    const box = isKnown ? Math.min(before.box + (isDue ? 1 : 0), DAYS.length) : 1;
    const next = isKnown && !isDue ? before.next : later(day, DAYS[box - 1]);
    this.memory.keep(id, { box, next });
    this.undo.hidden = true;
    this.mark(this.read());
    const when = this.when(day, next);
    this.status.textContent = isKnown ? say(isDue ? words.to_box : words.stays, { box, when }) : words.to_again;
    this.ask();
  }

  // One press forgets; until the next answer it can be taken back.
  forgetting() {
    const { words } = this;
    let back = null;
    const status = make("p", { class: "cw-status", role: "status" });
    this.undo = button(words.undo, () => {
      back();
      this.undo.hidden = true;
      control.focus();
      this.status.textContent = "";
      this.rest();
      status.textContent = words.restored;
    });
    this.undo.hidden = true;
    const control = button(words.forget, () => {
      back = this.memory.forget();
      this.status.textContent = "";
      this.rest();
      status.textContent = words.forgotten;
      this.undo.hidden = false;
      this.undo.focus();
    }, { class: "cw-button cw-forget" });
    return [control, status, this.undo];
  }

  // These cards alone: a page may have several decks and words of its own.
  print() {
    const { body } = document;
    const clear = () => {
      this.removeAttribute("data-printing");
      body.classList.remove("cw-printing");
    };
    this.setAttribute("data-printing", "");
    body.classList.add("cw-printing");
    addEventListener("afterprint", clear, { once: true });
    print();
  }
}

const copies = (element) => [...element.childNodes].map((node) => node.cloneNode(true));

customElements.define("courseware-flashcards", CoursewareFlashcards);
