// Regions of a picture, each with its place in the list below: both choose the same.

import { Choices } from "./question.js";

class Hotspot extends Choices {
  constructor(quiz, form) {
    super(quiz, form);
    this.spots = new Map([...form.querySelectorAll(".cw-spot")].map((spot) => [spot.htmlFor, spot]));
    form.addEventListener("focusin", () => this.show());
    form.addEventListener("focusout", ({ relatedTarget }) => this.show(relatedTarget));
  }

  // The picture shows what is chosen in the list, and where the focus is.
  show(focused = document.activeElement) {
    for (const input of this.inputs) {
      const spot = this.spots.get(input.id);
      spot.toggleAttribute("data-chosen", input.checked);
      spot.toggleAttribute("data-focus", input === focused);
    }
  }

  fill(response) {
    super.fill(response);
    this.show();
  }

  changed() {
    this.show();
    super.changed();
  }

  explain(state) {
    super.explain(state);
    for (const input of this.inputs) {
      const { right } = input.closest(".cw-option").dataset;
      if (right) this.spots.get(input.id).dataset.right = right;
    }
  }

  clear() {
    super.clear();
    this.show();
  }
}

export { Hotspot as hotspot };
