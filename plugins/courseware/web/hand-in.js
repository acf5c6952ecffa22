// The end of a test: what is unanswered is shown before it is handed in.

import { button, make, say } from "./question.js";

function line({ question, fault, number }, words) {
  const link = make("a", { href: `#${question.form.id}` }, say(words.question, { number }));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link and take the focus away
    question.focus(fault.at);
  });
  return make("li", {}, link, question.isEmpty() ? "" : ` ${fault.say}`);
}

function markAll(quiz) {
  for (const question of quiz.shown) {
    if (question.checked || question.isOpinion) continue;
    question.mark();
    quiz.pending.add(question);
  }
  quiz.count();
  quiz.refresh();
  quiz.querySelector(".cw-result-title").focus();
}

export function handIn(quiz) {
  const { words } = quiz;
  const list = make("div", { class: "cw-unanswered" });
  const ask = (open) => {
    const title = make("p", { tabindex: "-1" }, say(words.unanswered, { count: open.length }));
    const onward = button(words.go_on, () => {
      list.remove();
      open[0].question.focus(open[0].fault.at);
    });
    const choice = make("div", { class: "cw-controls" }, onward, button(words.hand_in_anyway, () => markAll(quiz)));
    list.replaceChildren(title, make("ul", {}, ...open.map((one) => line(one, words))), choice);
    quiz.result.append(list);
    title.focus();
  };
  const hand = button(words.hand_in, () => {
    const open = quiz.shown
      .map((question, i) => ({ question, number: i + 1, fault: !question.checked && question.fault() }))
      .filter(({ fault }) => fault);
    if (open.length) ask(open);
    else markAll(quiz);
  });
  return make("div", { class: "cw-hand-in" }, hand);
}
