// How scores become marks: a rubric's weights, the mix of who scores, and the factor of each member.

import { decimal } from "./rows.js";

const ALLOWANCE = 1e-9;

// What was typed as a number within the ends; null for nothing, NaN for what is no such number.
export function numberIn(text, min, max) {
  if (!text.trim()) return null;
  const found = Number(decimal(text.trim()) ?? NaN);
  return found >= min - ALLOWANCE && found <= max + ALLOWANCE ? found : NaN;
}

export const scoreIn = (text) => numberIn(text, 0, 100);

// The middle of a level's range in whole per cent: of 75 to 89 it is 82.
export function middleOf(levels, id) {
  const at = levels.findIndex((level) => level.id === id);
  const most = at ? levels[at - 1].least - 1 : 100;
  return Math.round((levels[at].least + most) / 2);
}

export const levelOf = (levels, score) => levels.find(({ least }) => score >= least - ALLOWANCE)?.id ?? "";

// One scorer's mark: none until every criterion has a score.
function markOf(criteria, scores) {
  const found = criteria.map(({ id }) => scoreIn(scores[id] ?? ""));
  const missing = found.filter((score) => score === null || Number.isNaN(score)).length;
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const sum = found.reduce((total, score, n) => total + score * criteria[n].weight, 0);
  return { missing, isTouched: missing < criteria.length, mark: missing ? null : sum / weights };
}

// The marks of `{teacher, self, groups: […], members: [{factor}]}`, whose scores are texts by criterion: each scorer's,
// each part's of the mix with the share that it counts (parts without a mark are left out, the others fill their place),
// the group's, and each member's, which ends at 100.
export function marksOf({ criteria, mix, contribution }, { teacher, self, groups, members }) {
  const scorers = { teacher: markOf(criteria, teacher), self: markOf(criteria, self), groups: groups.map((one) => markOf(criteria, one)) };
  const given = scorers.groups.map(({ mark }) => mark).filter((mark) => mark !== null);
  const mean = given.length ? given.reduce((sum, mark) => sum + mark, 0) / given.length : null;
  const parts = [["teacher", scorers.teacher.mark], ["groups", mean], ["self", scorers.self.mark]];
  const counted = parts.filter(([id, mark]) => mark !== null && mix[id] > 0);
  const whole = counted.reduce((sum, [id]) => sum + mix[id], 0);
  const mark = whole ? counted.reduce((sum, [id, one]) => sum + one * mix[id], 0) / whole : null;
  return {
    scorers, mark, given: given.length,
    parts: parts.map(([id, one]) => ({ id, mark: one, share: one !== null && whole ? mix[id] / whole : 0 })),
    leftOut: mark === null ? [] : parts.filter(([id, one]) => one === null && mix[id] > 0).map(([id]) => id),
    members: members.map(({ factor }) => {
      const found = numberIn(factor, contribution.min, contribution.max);
      return mark === null || found === null || Number.isNaN(found) ? null : Math.min(100, mark * found);
    }),
  };
}

// A mark as it is shown: one decimal, rounded half up.
export function shownMark(mark) {
  if (mark === null) return "–";
  const tenths = Math.floor(mark * 10 + 0.5 + ALLOWANCE);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
