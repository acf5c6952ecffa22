// What is wrong with what was typed, said at its control; and what shares add up to, said below them.

import { make, say } from "./elements.js";
import { tally } from "./form-values.js";
import { ALLOWANCE } from "./responses.js";

let numbering = 0;

const describedBy = (control) => (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);

function describe(control, id, isOn) {
  const ids = describedBy(control).filter((one) => one !== id);
  if (isOn) ids.push(id);
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

export class Faults {
  constructor(form, instrument, words) {
    this.form = form;
    this.instrument = instrument;
    this.words = words;
    this.said = new Map(); // by name: the message and its controls
    this.totals = instrument.sums.map((sum) => this.showTotal(sum));
  }

  controls(name) {
    return [...this.form.elements].filter((control) => control.name === name);
  }

  // The sentence for a code.
  why(name, code) {
    const { min, max } = this.instrument.limits[name] ?? {};
    const isSet = (end) => end !== null && end !== undefined;
    const range = isSet(min) && isSet(max) ? "between" : isSet(min) ? "at_least" : "at_most";
    const { total } = this.instrument.sums.find(({ columns }) => columns.includes(name)) ?? {};
    const said = code === "out-of-range" ? range : code.replaceAll("-", "_");
    return say(this.words.faults[said] ?? this.words.faults.unusable, { min, max, total });
  }

  // The controls that a message under this name is about: a sum's stands under its first share.
  about(name, isSum) {
    const sum = isSum && this.instrument.sums.find(({ columns }) => columns[0] === name);
    return sum ? sum.columns.flatMap((column) => this.controls(column)) : this.controls(name);
  }

  show(name, words, isSum = false) {
    this.hide(name);
    const controls = this.about(name, isSum);
    if (!controls.length) return;
    const id = `cw-fault-${++numbering}`;
    const last = controls.at(-1);
    const box = isSum ? last.closest("fieldset") : (last.closest("label") ?? last).parentElement;
    box.append(make("span", { class: "cw-fault", id }, words));
    for (const control of controls) {
      control.setAttribute("aria-invalid", "true");
      describe(control, id, true);
    }
    this.said.set(name, { id, controls });
  }

  hide(name) {
    if (!this.said.has(name)) return;
    const { id, controls } = this.said.get(name);
    this.said.delete(name);
    document.getElementById(id)?.remove();
    for (const control of controls) {
      control.removeAttribute("aria-invalid");
      describe(control, id, false);
    }
  }

  // A change may mend what was said of the control, or of the sum that it has a share in.
  changed(name) {
    this.hide(name);
    for (const { columns } of this.instrument.sums) if (columns.includes(name)) this.hide(columns[0]);
  }

  clear() {
    for (const name of [...this.said.keys()]) this.hide(name);
  }

  // The first control with a message, in the form's order.
  get first() {
    return [...this.form.elements].find((control) => control.getAttribute("aria-invalid"));
  }

  showTotal(sum) {
    const line = make("p", { class: "cw-total cw-live", role: "status" });
    const [first] = this.controls(sum.columns[0]);
    first?.closest("fieldset")?.append(line);
    return { sum, line };
  }

  count(values) {
    for (const { sum, line } of this.totals) {
      const { all, reached } = tally(sum, values);
      const left = sum.total - reached;
      const key = !all ? "" : Number.isNaN(reached) ? "sum_unknown" : Math.abs(left) <= ALLOWANCE ? "sum_right" : left > 0 ? "sum_less" : "sum_more";
      const shown = (number) => String(Math.round(number * 1000) / 1000);
      const said = key ? say(this.words[key], { reached: shown(reached), total: sum.total, left: shown(Math.abs(left)) }) : "";
      if (line.textContent !== said) line.textContent = said;
      line.dataset.right = key === "sum_right";
    }
  }
}
