// The fields of a rubric's form: a scorer's levels and scores, a member's name and factor.

import { button, make, say } from "./elements.js";
import { levelOf, middleOf, numberIn, scoreIn, shownMark } from "./rubric-marks.js";

let number = 0;

// Says below a field what is wrong with it, and tells it to whoever cannot see it.
function fault(input) {
  const said = make("span", { class: "cw-fault", id: `cw-score-fault-${(number += 1)}` });
  said.hidden = true;
  return {
    said,
    show(words) {
      said.textContent = words;
      said.hidden = !words;
      for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", said.id]]) {
        if (words) input.setAttribute(name, value);
        else input.removeAttribute(name);
      }
    },
  };
}

const typed = (attributes) => make("input", { type: "text", autocomplete: "off", ...attributes });

// All criteria as one scorer scores them; `changed()` is called when `scores` has changed.
export class Scorer {
  constructor({ levels, criteria }, words, name, scores, changed, remove = null) {
    Object.assign(this, { words, criteria });
    this.mark = make("p", { class: "cw-scorer-mark" });
    const rows = criteria.map(({ id, title, weight }) => {
      const about = { scorer: name, criterion: title };
      const level = make("select", { "aria-label": say(words.level_of, about), autocomplete: "off" }, make("option", { value: "" }, words.choose));
      level.append(...levels.map((one) => make("option", { value: one.id }, one.title)));
      const score = typed({ inputmode: "decimal", maxlength: 20, "aria-label": say(words.score_of, about) });
      const wrong = fault(score);
      const check = () => wrong.show(Number.isNaN(scoreIn(score.value)) ? words.bad_score : "");
      const tell = () => { level.value = levelOf(levels, scoreIn(score.value) ?? NaN); };
      const set = () => {
        if (score.value.trim()) scores[id] = score.value.trim();
        else delete scores[id];
        changed();
      };
      score.value = scores[id] ?? "";
      tell();
      check();
      score.addEventListener("input", () => {
        if (!Number.isNaN(scoreIn(score.value))) check();
        tell();
        set();
      });
      score.addEventListener("change", check);
      level.addEventListener("change", () => {
        score.value = level.value ? String(middleOf(levels, level.value)) : "";
        check();
        set();
      });
      return make(
        "div", { class: "cw-score", "data-criterion": id },
        make("span", { class: "cw-score-name" }, `${title} `, make("span", { class: "cw-muted" }, say(words.weight, { weight }))),
        level, make("span", { class: "cw-score-number" }, score, make("span", { "aria-hidden": "true" }, words.per_cent)), wrong.said,
      );
    });
    this.box = make("fieldset", { class: "cw-scorer" }, make("legend", {}, name), ...rows, this.mark);
    if (remove) this.box.append(button(words.remove, remove.act, { "aria-label": remove.name, class: "cw-button cw-remove" }));
    this.first = this.box.querySelector("select");
  }

  show({ mark, missing, isTouched }) {
    const { words } = this;
    this.mark.textContent = mark !== null ? say(words.reached, { mark: shownMark(mark) })
      : isTouched ? say(words.missing, { count: missing }) : words.untouched;
  }
}

// A member's name, factor and mark.
export class Member {
  constructor({ contribution: { min, max } }, words, at, member, changed, remove) {
    this.words = words;
    const title = say(words.member_number, { number: at + 1 });
    this.name = typed({ maxlength: 100, "aria-label": say(words.name_of, { number: at + 1 }), placeholder: title });
    this.name.value = member.name;
    this.factor = typed({ inputmode: "decimal", maxlength: 20 });
    this.factor.value = member.factor;
    this.mark = make("span", { class: "cw-member-mark" });
    const wrong = fault(this.factor);
    const check = () => wrong.show(Number.isNaN(numberIn(this.factor.value, min, max)) ? say(words.bad_factor, { min, max }) : "");
    this.title = () => member.name || title;
    this.remove = button(words.remove, remove, { class: "cw-button cw-remove" });
    const named = () => {
      this.factor.setAttribute("aria-label", say(words.factor_of, { member: this.title() }));
      this.remove.setAttribute("aria-label", say(words.remove_member, { member: this.title() }));
    };
    this.name.addEventListener("input", () => {
      member.name = this.name.value.trim();
      named();
      changed();
    });
    this.factor.addEventListener("input", () => {
      member.factor = this.factor.value.trim();
      if (!Number.isNaN(numberIn(this.factor.value, min, max))) check();
      changed();
    });
    this.factor.addEventListener("change", check);
    named();
    check();
    const labelled = (words, ...content) => make("span", { class: "cw-member-field" }, make("span", { class: "cw-muted", "aria-hidden": "true" }, words), ...content);
    this.box = make(
      "li", {}, labelled(words.member, this.name), labelled(words.factor, this.factor),
      make("span", { class: "cw-member-field" }, make("span", { class: "cw-muted" }, words.individual), this.mark), this.remove, wrong.said,
    );
  }

  show(mark) {
    this.mark.textContent = shownMark(mark);
  }
}
