// Things to put in order: two buttons an item, and a grip for those who point.

import { Question, button, make, say } from "./question.js";

const wordsOf = (item) => item.querySelector(".cw-order-text").textContent.trim();

class Ordering extends Question {
  constructor(quiz, form) {
    super(quiz, form);
    for (const list of this.inputs) list.hidden = true; // the positions for readers without scripts
    this.inputs = [];
    this.ask = this.words.arrange;
    this.list = form.querySelector(".cw-order");
    this.first = this.items;
    for (const [place, item] of this.first.entries()) {
      item.style.order = place; // on paper, where they stand as the author's page has them
      this.equip(item);
    }
  }

  get items() {
    return [...this.list.children];
  }

  equip(item) {
    for (const [step, sign] of [[-1, "↑"], [1, "↓"]]) {
      const control = button(sign, () => {
        if (!control.matches("[aria-disabled=true]")) this.move(item, step);
      });
      control.classList.add("cw-move");
      item.append(control);
    }
    const grip = make("span", { class: "cw-grip", "aria-hidden": "true" }, "⠿");
    grip.style.touchAction = "none"; // the grip alone: elsewhere a finger scrolls the page
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      if (!this.checked) grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", ({ pointerId, clientY }) => {
      if (!grip.hasPointerCapture(pointerId)) return;
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      const { previousElementSibling: above, nextElementSibling: below } = item;
      if (above && clientY < middle(above)) this.move(item, -1);
      else if (below && clientY > middle(below)) this.move(item, 1);
    });
    item.prepend(grip);
  }

  // The neighbour moves, so that the item keeps the focus and the pointer.
  move(item, step) {
    if (step < 0) item.after(item.previousElementSibling);
    else item.before(item.nextElementSibling);
    this.touched = true;
    this.showEnds();
    this.changed();
    const { items, words } = this;
    const place = { item: wordsOf(item), position: items.indexOf(item) + 1, total: items.length };
    this.status.textContent = say(words.position, place);
  }

  // A button that leads nowhere can still be reached: the focus stays on it.
  showEnds() {
    const { checked, items, words } = this;
    items.forEach((item, place) => {
      item.querySelectorAll(".cw-move").forEach((control, isDown) => {
        const name = say(isDown ? words.down : words.up, { item: wordsOf(item) });
        control.setAttribute("aria-label", `${name} (${place + 1}/${items.length})`);
        control.setAttribute("aria-disabled", checked || !items[isDown ? place + 1 : place - 1]);
      });
    });
  }

  response() {
    return this.touched ? this.items.map((item) => item.dataset.id) : null;
  }

  fill(response) {
    const items = new Map(this.items.map((item) => [item.dataset.id, item]));
    if (!Array.isArray(response) || response.length !== items.size || new Set(response).size !== items.size) return;
    if (!response.every((id) => items.has(id))) return;
    this.list.append(...response.map((id) => items.get(id)));
    this.touched = true;
    this.showEnds();
  }

  lock() {
    this.showEnds();
  }

  // As the score counts: an item is right when the one before it is.
  explain() {
    const { words, key } = this;
    let before;
    for (const item of this.items) {
      const { id } = item.dataset;
      const position = key.answer.indexOf(id) + 1;
      const right = key.answer[position - 2] === before;
      const place = !right && say(words.place, { position });
      const note = this.note(
        item.querySelectorAll(".cw-move"), right, right ? words.right : words.wrong, place, this.said(id, ".cw-why"),
      );
      item.dataset.right = right;
      item.append(note);
      before = id;
    }
  }

  clear() {
    this.list.append(...this.first);
    this.touched = false;
    super.clear();
  }

  focus() {
    super.focus(this.list.querySelector(".cw-move:not([aria-disabled=true])"));
  }
}

export { Ordering as ordering };
