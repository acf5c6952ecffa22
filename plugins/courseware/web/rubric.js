// Scores by the rubric: by the teacher, other groups and the group itself; the group's mark and each member's.

import { button, download, heading, make, say, today } from "./elements.js";
import { loadKit } from "./kit.js";
import { cellOf } from "./rows.js";
import { Member, Scorer } from "./rubric-fields.js";
import { marksOf, scoreIn, shownMark } from "./rubric-marks.js";
import { RubricMemory, blank, isFull } from "./rubric-memory.js";

const CHANGED_ELSEWHERE = ["storage", "pageshow"]; // another tab wrote, or may have while this page was put aside
const QUIET = 800; // milliseconds without a change until the mark is announced

class CoursewareRubric extends HTMLElement {
  async connectedCallback() {
    if (this.memory) return;
    let kit;
    try {
      kit = await loadKit(this);
    } catch {
      return; // the rubric can be read and printed
    }
    Object.assign(this, { kit, rubric: kit.rubric, words: kit.words.rubric });
    this.memory = new RubricMemory(kit.id, kit.rubric.criteria);
    this.state = this.memory.read();
    this.build();
    this.draw();
    this.heard = ({ key, persisted }) => { if (persisted || key === this.memory.name) this.follow(); };
    for (const event of CHANGED_ELSEWHERE) addEventListener(event, this.heard);
    this.dataset.ready = "";
  }

  disconnectedCallback() {
    for (const event of CHANGED_ELSEWHERE) removeEventListener(event, this.heard);
    clearTimeout(this.timer);
  }

  build() {
    const { words, rubric: { contribution } } = this;
    const part = (kind, ...content) => make("div", { class: `cw-marking-${kind}` }, ...content);
    this.notKept = make("p", { class: "cw-notice cw-not-kept", role: "status" });
    this.scorers = part("scorers");
    this.addGroup = button(words.add_group, () => this.add("groups", {}, words.group_added));
    this.rows = make("tbody", {});
    this.result = make("p", { class: "cw-marking-mark" });
    this.leftOut = make("p", { class: "cw-marking-left" });
    this.live = make("p", { class: "cw-hidden-status", role: "status" });
    this.members = make("ul", { class: "cw-marking-members" });
    this.addMember = button(words.add_member, () => this.add("members", { name: "", factor: "1" }, words.member_added));
    this.status = make("p", { class: "cw-status", role: "status" });
    this.undo = button(words.undo, () => this.bringBack());
    this.clearButton = button(words.clear, () => this.clear());
    const controls = (...all) => make("div", { class: "cw-live cw-controls" }, ...all);
    const title = heading(this, { class: "cw-marking-title" }, words.title);
    const under = (text) => make(`h${Number(title.tagName[1]) + 1}`, {}, text);
    this.section = make(
      "section", { class: "cw-marking" }, title, make("p", { class: "cw-live" }, words.intro), make("p", { class: "cw-live cw-muted" }, words.where), this.notKept,
      this.scorers, controls(this.addGroup),
      part(
        "result", under(words.result),
        make("table", { class: "cw-grid cw-figures" }, make("thead", {}, make("tr", {}, ...words.parts.map((one) => make("th", { scope: "col" }, one)))), this.rows),
        this.result, this.leftOut, this.live,
      ),
      part("individual", under(words.members), make("p", {}, say(words.members_intro, contribution)), this.members, controls(this.addMember)),
      controls(button(words.save_csv, () => this.export()), this.clearButton), controls(this.status, this.undo),
    );
    this.append(this.section);
    this.forget();
  }

  // Scores from another tab, which the next change here must not undo. The field that has the focus keeps it.
  follow() {
    if (this.memory.fails) return; // the scores are in this page alone
    const fields = () => [...this.section.querySelectorAll("select, input, button")];
    const at = fields().indexOf(document.activeElement);
    this.state = this.memory.read();
    this.forget();
    this.draw();
    fields()[at]?.focus({ preventScroll: true });
  }

  // All fields anew, from the scores as they are.
  draw() {
    const { words, rubric, state } = this;
    const changed = () => this.changed();
    const scorer = (name, scores, remove) => new Scorer(rubric, words, name, scores, changed, remove);
    this.views = {
      teacher: scorer(words.teacher, state.teacher),
      groups: state.groups.map((scores, n) => {
        const number = n + 1;
        const act = () => this.remove("groups", n, say(words.group_removed, { number }));
        return scorer(say(words.group, { number }), scores, { act, name: say(words.remove_group, { number }) });
      }),
      self: scorer(words.self, state.self),
      members: state.members.map((member, n) => {
        const view = new Member(rubric, words, n, member, changed, () => this.remove("members", n, say(words.member_removed, { member: view.title() })));
        return view;
      }),
    };
    const { teacher, groups, self, members } = this.views;
    this.scorers.replaceChildren(...[teacher, ...groups, self].map(({ box }) => box));
    this.members.replaceChildren(...members.map(({ box }) => box));
    this.members.hidden = !members.length;
    this.addGroup.hidden = isFull(state.groups);
    this.addMember.hidden = isFull(state.members);
    this.show();
  }

  show() {
    const { words, rubric, state, views } = this;
    const marks = marksOf(rubric, state);
    this.marks = marks;
    views.teacher.show(marks.scorers.teacher);
    views.self.show(marks.scorers.self);
    views.groups.forEach((view, n) => view.show(marks.scorers.groups[n]));
    views.members.forEach((view, n) => view.show(marks.members[n]));
    this.rows.replaceChildren(...marks.parts.map(({ id, mark, share }) => make(
      "tr", {}, make("th", { scope: "row" }, this.partName(id)), make("td", {}, shownMark(mark)), make("td", {}, share ? `${shownMark(share * 100).replace(/\.0$/u, "")}%` : "–"),
    )));
    this.result.textContent = marks.mark === null ? words.no_mark : say(words.mark, { mark: shownMark(marks.mark) });
    this.result.toggleAttribute("data-none", marks.mark === null);
    this.leftOut.textContent = marks.leftOut.length ? say(words.left_out, { parts: marks.leftOut.map((id) => this.partName(id)).join(words.comma) }) : "";
    const isTouched = [marks.scorers.teacher, marks.scorers.self, ...marks.scorers.groups].some((one) => one.isTouched);
    this.toggleAttribute("data-blank", !isTouched && !state.members.length); // nothing to print
    const said = this.memory.fails ? words.not_kept : "";
    if (this.notKept.textContent !== said) this.notKept.textContent = said;
  }

  partName(id) {
    const { words, marks: { given } } = this;
    return id === "groups" && given ? say(words.groups_mean, { count: given }) : words[id];
  }

  changed() {
    this.memory.write(this.state);
    this.forget();
    this.show();
    // Once the typing is over: every digit by itself would be noise.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.live.textContent = [this.result.textContent, this.leftOut.textContent].filter(Boolean).join(" ");
    }, QUIET);
  }

  add(kind, one, words) {
    this.state[kind].push(one);
    this.memory.write(this.state);
    this.forget();
    this.draw();
    this.status.textContent = say(words, { number: this.state[kind].length });
    const view = this.views[kind].at(-1);
    (view.first ?? view.name).focus();
  }

  remove(kind, at, words) {
    this.replace({ ...this.state, [kind]: this.state[kind].filter((_, n) => n !== at) }, words);
    this.undo.focus();
  }

  clear() {
    this.replace(blank(), this.words.cleared);
    this.undo.focus();
  }

  replace(state, words) {
    this.before = structuredClone(this.state);
    this.state = state;
    this.memory.write(state);
    this.draw();
    this.status.textContent = words;
    this.undo.hidden = false;
  }

  bringBack() {
    this.state = this.before;
    this.memory.write(this.state);
    this.forget();
    this.draw();
    this.status.textContent = this.words.brought_back;
    this.clearButton.focus();
  }

  // There is nothing to undo, and nothing to be said any more.
  forget() {
    this.before = null;
    this.undo.hidden = true;
    this.status.textContent = "";
  }

  export() {
    const { kit, words, rubric: { criteria }, state, marks, views } = this;
    const named = [
      [words.teacher, state.teacher, marks.scorers.teacher],
      ...state.groups.map((scores, n) => [say(words.group, { number: n + 1 }), scores, marks.scorers.groups[n]]),
      [words.self, state.self, marks.scorers.self],
    ];
    const number = (mark) => (mark === null || Number.isNaN(mark) ? "" : String(Math.round(mark * 100) / 100));
    const lines = [
      words.csv,
      ...named.flatMap(([name, scores, { mark }]) => [
        ...criteria.map(({ id, title, weight }) => [name, title, String(weight), number(scoreIn(scores[id] ?? ""))]),
        [name, words.total, "", number(mark)],
      ]),
      [words.result, "", "", number(marks.mark)],
      ...state.members.map(({ factor }, n) => [views.members[n].title(), `${words.factor} ${factor}`, "", number(marks.members[n])]),
    ];
    const text = lines.map((cells) => cells.map(cellOf).join(",") + "\r\n").join("");
    download(`${kit.id}-${today()}-rubric.csv`, `\ufeff${text}`, "text/csv");
  }
}

customElements.define("courseware-rubric", CoursewareRubric);
