// In lists of lessons that fold: whose quiz was done on this device, with the best result, and how many there are.

import { make, say } from "./elements.js";
import { Memory } from "./memory.js";

customElements.define("courseware-progress", class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".cw-done")) return;
    const note = (words, values) => make("span", { class: "cw-done" }, say(words, values));
    for (const list of this.querySelectorAll("details")) {
      let count = 0;
      for (const row of list.querySelectorAll("[data-quiz]")) {
        const { best } = new Memory(row.dataset.quiz).read();
        if (!best) continue;
        row.append(note(this.dataset.done, best));
        count += 1;
      }
      if (count) list.querySelector("summary .cw-module-hours").append(note(this.dataset.count, { count }));
    }
  }
});
