// A figure to explore: a slider for each number; the drawing, the table and the sentence follow.

import { button, make, say } from "./elements.js";

const QUIET = 600; // milliseconds without a change until the sentence is spoken

// Rounded half away from zero, with a real minus; what the page itself was made with does the same.
function shown(value, decimals) {
  const units = Math.floor(Math.abs(value) * 10 ** decimals + 0.5 + 1e-9);
  const digits = (units / 10 ** decimals).toFixed(decimals);
  return `${value < 0 && units ? "−" : ""}${digits}`;
}

function signed(value, decimals) {
  const words = shown(value, decimals);
  return value > 0 && /[1-9]/.test(words) ? `+${words}` : words;
}

class CoursewareExplore extends HTMLElement {
  connectedCallback() {
    if (this.data) return;
    this.data = JSON.parse(this.dataset.explore);
    this.rows = this.data.rows.map(({ name, values }) => ({ name, values: [...values] }));
    const { words } = this.data;
    this.status = make("p", { class: "cw-said", role: "status" });
    this.inputs = [];
    const sets = this.rows.map(({ name }, n) => make("fieldset", {}, make("legend", {}, name), this.slider(n, 0), this.slider(n, 1)));
    const reset = button(words.reset, () => {
      for (const { input, n, k } of this.inputs) input.value = this.data.rows[n].values[k];
      for (const one of this.inputs) this.take(one);
      this.follow(words.was_reset);
    });
    const box = make(
      "div", { class: "cw-live cw-explore-controls" },
      make("p", { class: "cw-explore-how" }, words.controls), make("div", { class: "cw-sliders" }, ...sets),
      make("div", { class: "cw-controls" }, reset), this.status,
    );
    this.querySelector(".cw-explore-said").after(box);
    for (const one of this.inputs) this.take(one); // a browser may have kept where a slider was
    this.follow();
  }

  slider(n, k) {
    const { low, high, step, first, second } = this.data;
    const input = make("input", { type: "range", min: low, max: high, step, autocomplete: "off" });
    input.value = this.rows[n].values[k];
    const output = make("span", { class: "cw-slider-value", "aria-hidden": "true" });
    const one = { input, output, n, k };
    this.inputs.push(one);
    input.addEventListener("input", () => {
      this.take(one);
      this.follow("");
    });
    return make("label", { class: "cw-slider" }, make("span", {}, [first, second][k]), input, output);
  }

  take({ input, output, n, k }) {
    this.rows[n].values[k] = Number(input.value);
    output.textContent = shown(Number(input.value), this.data.decimals);
  }

  // `spoken`: what is said besides the sentence; without it nothing is.
  follow(spoken) {
    const { decimals } = this.data;
    const lines = [...this.querySelectorAll("tbody tr")];
    this.rows.forEach(({ values }, n) => {
      const cells = [...values.map((value) => shown(value, decimals)), signed(values[1] - values[0], decimals)];
      cells.forEach((words, c) => { lines[n].cells[c + 1].textContent = words; });
    });
    const means = [0, 1].map((k) => this.rows.reduce((sum, { values }) => sum + values[k], 0) / this.rows.length);
    [shown(means[0], 2), shown(means[1], 2), signed(means[1] - means[0], 2)].forEach((words, c) => {
      this.querySelector("tfoot tr").cells[c + 1].textContent = words;
    });
    this.draw();
    const sentence = this.sentence();
    this.querySelector(".cw-explore-said").textContent = sentence;
    clearTimeout(this.timer);
    if (spoken !== undefined) this.timer = setTimeout(() => { this.status.textContent = `${spoken} ${sentence}`.trim(); }, QUIET);
  }

  draw() {
    const { low, high, radius, centre } = this.data;
    const at = (n, value) => {
      const angle = (2 * Math.PI * n) / this.rows.length - Math.PI / 2;
      const far = (radius * (value - low)) / (high - low);
      return [centre[0] + far * Math.cos(angle), centre[1] + far * Math.sin(angle)].map((one) => one.toFixed(1));
    };
    for (const group of this.querySelectorAll("[data-series]")) {
      const points = this.rows.map(({ values }, n) => at(n, values[group.dataset.series]));
      group.querySelector("polygon").setAttribute("points", points.join(" "));
      group.querySelectorAll("path").forEach((mark, n) => mark.setAttribute("transform", `translate(${points[n].join(" ")})`));
    }
  }

  sentence() {
    const { words, first, second, decimals } = this.data;
    // Compared as they are shown: 0.1 + 0.2 is not 0.3 to a computer.
    const gaps = this.rows.map(({ name, values }) => ({ name, gap: Number((values[1] - values[0]).toFixed(9)) }));
    const most = Math.max(...gaps.map(({ gap }) => Math.abs(gap)));
    const widest = gaps.filter(({ gap }) => Math.abs(gap) === most);
    const kind = most === 0 ? "same" : widest.length > 1 ? "tied" : widest[0].gap < 0 ? "lower" : "higher";
    const names = widest.map(({ name }) => name).join(words.separator);
    return say(words[kind], { first, second, names, name: widest[0].name, count: widest.length, gap: shown(most, decimals) });
  }
}

customElements.define("courseware-explore", CoursewareExplore);
