// Quizzes and checks: which questions are shown and in which mode, what is kept of the answers, and what was reached.

import { ready } from "./grading.js";
import { Memory } from "./memory.js";
import { Choices, button, make, say } from "./question.js";

// Types whose module has another name.
const FILES = {
  text: "typed", numeric: "typed", cloze: "typed", matching: "parts", categorize: "parts", matrix: "parts",
};
const DRAFT = 400; // milliseconds without a change until a draft is kept

// Widgets by the names of their types, and what else other modules export: how to arrange and how to hand in.
const tools = { single: Choices, "true-false": Choices, multiple: Choices, scale: Choices };

const formsOf = (quiz) => [...quiz.querySelectorAll("form")];
const settingsOf = (quiz) => JSON.parse(quiz.dataset.quiz);
const sum = (list, name) => list.reduce((all, one) => all + one[name], 0);

async function load(quiz) {
  const { mode, draw, shuffle } = settingsOf(quiz);
  const types = formsOf(quiz).map((form) => form.dataset.type);
  const files = types.filter((type) => !tools[type]).map((type) => FILES[type] ?? type);
  if (mode === "test") files.push("hand-in");
  if (draw || shuffle.length) files.push("draw");
  const modules = files.map((file) => import(`./${file}.js`));
  Object.assign(tools, ...await Promise.all([...modules, ready(types)]));
}

function tally(questions) {
  const graded = questions.filter(({ key }) => key);
  const done = graded.filter(({ checked }) => checked);
  return {
    total: graded.length,
    done: done.length,
    right: done.filter(({ isMissed }) => !isMissed).length,
    points: sum(done, "reached"),
    of: sum(graded, "points"),
  };
}

// One level below the heading that the quiz stands under.
function heading(quiz) {
  const all = [...document.querySelectorAll(":is(h1, h2, h3, h4):not(.cw-result-title), courseware-quiz")];
  const above = all.slice(0, all.indexOf(quiz)).filter((element) => element.tagName[1] > 0).pop();
  return make(`h${+above.tagName[1] + 1}`, { class: "cw-result-title", tabindex: -1 }, quiz.words.result_title);
}

function objectives({ words, settings, shown }) {
  const lines = Object.entries(settings.objectives).flatMap(([id, objective]) => {
    const reached = tally(shown.filter(({ form }) => form.dataset.objective === id));
    return reached.of ? make("li", {}, say(words.objective, { ...reached, objective })) : [];
  });
  return lines.length ? [make("p", {}, words.by_objective), make("ul", {}, ...lines)] : [];
}

// What stands below the questions: while a practice is under way one line, at the end the result.
function summary(quiz) {
  const { words, settings, shown, isTest, record: { last, best } } = quiz;
  const reached = tally(shown);
  const line = (text, values, attributes = {}) => parts.push(make("p", attributes, say(text, values)));
  const parts = [];
  if (quiz.hasEnded) {
    parts.push(heading(quiz));
    if (reached.of) {
      const share = (reached.points / reached.of) * 100 + 1e-9;
      const passed = share >= settings.pass;
      // Cut, not rounded: 59.6 is not the 60 that it takes to pass.
      line(words.points_of, { ...reached, percent: Math.floor(share) });
      if (isTest) {
        line(passed ? words.passed : words.failed, settings, { class: "cw-result-verdict", "data-right": passed });
      }
      parts.push(...objectives(quiz));
    }
  } else if (reached.done && !isTest) {
    line(words.result, reached);
  } else if (last) {
    line(words.last, last);
  }
  const scores = shown.map(({ selfScore }) => selfScore).filter(Boolean);
  if (scores.length) line(words.self_scored, { points: sum(scores, "points"), of: sum(scores, "of") });
  if (best) line(words.best, best);
  if (quiz.hasEnded) {
    const again = (name, questions) => button(name, () => {
      quiz.begin(questions);
      quiz.refresh();
      quiz.shown.find((question) => questions.includes(question)).focus();
    });
    const missed = shown.filter(({ isMissed }) => isMissed);
    const controls = make("div", { class: "cw-controls" }, again(words.restart, quiz.questions));
    if (missed.length) controls.prepend(again(words.retry, missed));
    parts.push(controls);
  }
  return parts;
}

class CoursewareQuiz extends HTMLElement {
  // What is to be kept: each knows how, by `keepIn(record)`.
  pending = new Set();

  async connectedCallback() {
    await load(this);
    if (this.isConnected && !this.questions) this.start();
  }

  disconnectedCallback() {
    this.store();
  }

  start() {
    this.settings = settingsOf(this);
    this.words = JSON.parse(this.dataset.words);
    const { id, mode } = this.settings;
    this.isTest = mode === "test";
    this.memory = new Memory(id);
    this.record = this.memory.read();
    this.result = make("div", { class: "cw-result" });
    this.notice = make("p", { class: "cw-not-kept", role: "status" });
    this.end = make("div", { class: "cw-quiz-end" }, this.notice);
    this.append(this.result, this.end);
    this.questions = formsOf(this).flatMap((form) => this.equip(form));
    for (const question of this.questions) question.turn(false);
    this.hasResult = this.isTest || (mode === "practice" && this.questions.length > 1);
    if (mode !== "check") this.offerToForget();
    // What was checked can still be read, but not changed.
    this.addEventListener("click", (event) => {
      if (event.target.matches("input[aria-disabled=true]")) event.preventDefault();
    });
    this.arrange(this.record);
    for (const question of this.shown) {
      try {
        question.restore(this.record.questions[question.id]);
      } catch {
        question.clear();
      }
    }
    this.refresh();
    // What was restored is not spoken; nor is each question of a test, where the result says it.
    for (const { status, key } of this.questions) if (!this.isTest || !key) status.setAttribute("role", "status");
  }

  // A question that fails stays as it is without scripts, and does not stop the others.
  equip(form) {
    const plain = form.cloneNode(true);
    try {
      return new tools[form.dataset.type](this, form);
    } catch {
      form.replaceWith(plain);
      return [];
    }
  }

  arrange(record) {
    this.shown = tools.arrange?.(this, record) ?? this.questions;
  }

  // Drafts wait a moment for the next change.
  keep(question) {
    this.querySelector(".cw-unanswered")?.remove(); // it says what was open before
    this.pending.add(question);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), DRAFT);
  }

  // As long as nothing can be written, all that was to be kept is put into the record anew.
  store() {
    clearTimeout(this.timer);
    if (!this.memory) return;
    if (this.pending.size) {
      this.record = this.memory.write((record) => { for (const one of this.pending) one.keepIn(record); });
    }
    if (!this.memory.fails) {
      this.pending.clear();
    } else if (!document.querySelector(".cw-not-kept:not(:empty)")) {
      this.notice.textContent = this.words.not_kept;
    }
  }

  // What must be checked for the quiz to end: in a practice all that is graded, in a test also the texts.
  get counted() {
    return this.shown.filter(({ key, isOpinion }) => (this.isTest ? !isOpinion : key));
  }

  get hasEnded() {
    return this.counted.length > 0 && this.counted.every(({ checked }) => checked);
  }

  // After a question was checked, begun again, or scored by the student.
  update(question) {
    this.pending.add(question);
    if (this.hasResult && question.key && question.checked && this.hasEnded) {
      this.count();
      question.status.append(` · ${this.words.done}`);
    }
    this.refresh();
  }

  // Enters what was reached as the result of this attempt.
  count() {
    const { points, of } = tally(this.shown);
    if (!of) return;
    this.pending.add({
      keepIn(record) {
        record.last = { points, of };
        if (!(points / of <= record.best?.points / record.best?.of)) record.best = record.last;
      },
    });
  }

  refresh() {
    this.store();
    this.showResult();
  }

  showResult() {
    const parts = this.hasResult ? summary(this) : [];
    if (this.isTest && this.counted.length && !this.hasEnded) parts.push(tools.handIn(this));
    this.result.replaceChildren(...parts);
    this.result.hidden = !parts.length;
  }

  // Some questions again; or all of them, in another order.
  begin(questions) {
    for (const question of questions) {
      question.clear();
      this.pending.add(question);
    }
    if (questions === this.questions) this.arrange({});
  }

  forget() {
    this.memory.forget();
    this.record = {};
    this.begin(this.questions);
    this.pending.clear(); // nothing is kept that the next draft's moment would write
    this.showResult();
  }

  // A second press confirms; leaving the button takes the first one back.
  offerToForget() {
    const { forget, forget_sure, forget_what, forgotten } = this.words;
    const status = make("p", { class: "cw-status", role: "status" });
    const control = button(forget, () => {
      const isSure = control.textContent === forget_sure;
      if (isSure) this.forget();
      control.textContent = isSure ? forget : forget_sure;
      status.textContent = isSure ? forgotten : forget_what;
    });
    control.classList.add("cw-forget");
    control.addEventListener("blur", () => {
      control.textContent = forget;
      status.textContent = "";
    });
    this.end.append(control, status);
  }
}

const quizzes = () => [...document.querySelectorAll("courseware-quiz")];
addEventListener("pagehide", () => quizzes().forEach((quiz) => quiz.store?.())); // none before its scripts are there
// Once the element is defined, the quizzes of this page have all they need; one that could not load it stays as it is
// without scripts until the page is visited again.
await Promise.allSettled(quizzes().map(load));
customElements.define("courseware-quiz", CoursewareQuiz);
