// A text that the student writes, then scores by the rubric, and only then compares with the model answer.

import { isObject } from "./memory.js";
import { LONGEST, Question, isText, make, say } from "./question.js";

// East Asian characters and full-width marks; the marks that Chinese shares with English.
const WIDE = "\\u2e80-\\u2fff\\u3001-\\ud7ff\\uf900-\\ufaff\\uff01-\\uffee\\u{20000}-\\u{3ffff}";
const MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026";
// In Chinese as word processors count: every character and mark, and every run of anything else. In English: words.
const CHINESE = new RegExp(`[${WIDE}${MARKS}]|[^\\s${WIDE}${MARKS}]+(?:\u2019[^\\s${WIDE}${MARKS}]+)*`, "gu");
const ENGLISH = new RegExp(`[${WIDE}]|[^\\s${WIDE}]+`, "gu");
const WORD = /[\p{L}\p{N}]/u;
const PAUSE = 1000;

function lengthOf(text, language) {
  if (language.startsWith("zh")) return text.match(CHINESE)?.length ?? 0;
  return (text.match(ENGLISH) ?? []).filter((word) => WORD.test(word)).length;
}

class Essay extends Question {
  constructor(quiz, form) {
    super(quiz, form);
    this.text = form.querySelector("textarea");
    this.text.maxLength = LONGEST;
    this.ask = this.words.fill;
    this.rubric = form.querySelector(".cw-rubric");
    this.criteria = [...form.querySelectorAll(".cw-criterion")].map((criterion) => ({
      id: criterion.dataset.criterion,
      points: Number(criterion.dataset.points),
      levels: [...criterion.querySelectorAll("input")],
    }));
    this.levels = this.inputs;
    this.inputs = [this.text, ...this.levels];
    this.labels = [this.words.finish, this.words.revise];
    this.count = make("p", { class: "cw-count", id: `${form.id}.count` });
    this.spoken = make("p", { class: "cw-said", "aria-live": "polite" });
    this.text.setAttribute("aria-describedby", this.count.id);
    this.text.after(this.count, this.spoken);
    this.text.addEventListener("input", () => {
      this.showLength();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => { this.spoken.textContent = this.count.textContent; }, PAUSE);
    });
    this.rubric?.addEventListener("click", ({ target }) => {
      if (!this.checked && target.matches("input")) this.status.textContent = this.words.finish_first;
    });
    this.showLength();
  }

  showLength() {
    const { length, length_of, length_over } = this.words;
    const count = lengthOf(this.text.value, this.text.closest("[lang]").lang);
    const limit = Number(this.text.dataset.length ?? Infinity);
    const words = limit === Infinity ? length : count > limit ? length_over : length_of;
    this.count.textContent = say(words, { count, limit, over: count - limit });
    this.count.toggleAttribute("data-over", count > limit);
  }

  chosen({ levels }) {
    return levels.find((level) => level.checked)?.value;
  }

  response() {
    const scores = this.criteria.map((criterion) => [criterion.id, Number(this.chosen(criterion))]);
    return { text: this.text.value, scores: Object.fromEntries(scores.filter(([, points]) => !Number.isNaN(points))) };
  }

  isEmpty() {
    return !this.text.value.trim();
  }

  fill(response) {
    if (!isObject(response)) return;
    if (isText(response.text)) this.text.value = response.text;
    const scores = isObject(response.scores) ? response.scores : {};
    for (const { id, levels } of this.criteria) {
      for (const level of levels) level.checked = scores[id] === Number(level.value);
    }
    this.showLength();
  }

  changed() {
    if (!this.checked) {
      super.changed();
      return;
    }
    this.tellScore();
    this.quiz.update(this);
  }

  get isMissed() {
    return this.checked && this.isEmpty();
  }

  // What the student gave the own text, once every criterion has its level.
  get selfScore() {
    const given = this.criteria.map((criterion) => this.chosen(criterion));
    if (!this.checked || this.isEmpty() || given.includes(undefined)) return null;
    const sum = (numbers) => numbers.reduce((all, points) => all + Number(points), 0);
    return { points: sum(given), of: sum(this.criteria.map(({ points }) => points)) };
  }

  // While it is written the levels can be read, but not chosen; while it is scored, the other way round.
  lock(locked) {
    this.text.readOnly = locked;
    for (const level of this.levels) level.setAttribute("aria-disabled", !locked);
  }

  mark() {
    this.turn(true);
    if (this.rubric) this.rubric.open = !this.isEmpty();
    this.tellScore();
  }

  // The model answer comes last of all.
  tellScore() {
    const { words, selfScore } = this;
    const [state, said] = this.isEmpty() ? ["empty", words.empty]
      : selfScore ? ["scored", say(words.scored, selfScore)] : ["scoring", words.score_all];
    this.form.dataset.state = state;
    this.status.textContent = said;
    this.answer.hidden = !selfScore;
  }

  clear() {
    super.clear();
    if (this.rubric) this.rubric.open = false;
    this.showLength();
  }

  // Back to the text: what was written stays, how it was scored does not.
  again() {
    const { value } = this.text;
    this.clear();
    this.fill({ text: value });
    this.quiz.update(this);
    this.focus();
  }
}

export { Essay as essay };
