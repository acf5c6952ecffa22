// Statistics of responses: the same figures as assignments/scoring.py, which says what each of them means.

const ALLOWANCE = 1e-9; // what a number may lack of a threshold and still reach it
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/u;
const IMPORTANCE_PERFORMANCE = ["keep", "improve", "overkill", "low"];
const PLACES = ["high-high", "high-low", "low-high", "low-low"];
const PER_CENT = ["share", "cumulative", "within", "agreed", "yes-first", "yes-second", "expected-agreement"];
const COUNTS = ["n", "count", "judgements", "base", "part", "whole"];

const there = (value) => value !== null;

// The sum by partial sums without loss, so that it does not hang on the order (Shewchuk 1997); null of nothing.
export function total(values) {
  if (!values.length) return null;
  const partials = [];
  for (const value of values) {
    let sum = value;
    let kept = 0;
    for (let n = 0; n < partials.length; n++) {
      const high = sum + partials[n];
      const low = Math.abs(sum) < Math.abs(partials[n]) ? sum - (high - partials[n]) : partials[n] - (high - sum);
      if (low) partials[kept++] = low;
      sum = high;
    }
    partials.length = kept;
    partials.push(sum);
  }
  return partials.reduceRight((sum, partial) => sum + partial, 0);
}

export const mean = (values) => (values.length ? total(values) / values.length : null);

export function median(values) {
  if (!values.length) return null;
  const ordered = [...values].sort((a, b) => a - b);
  const half = Math.floor(values.length / 2);
  return values.length % 2 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

// The sample standard deviation.
export function deviation(values) {
  if (values.length < 2) return null;
  const middle = mean(values);
  return Math.sqrt(total(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

// Half the width of the mean's 95 % confidence interval.
export function halfWidth(values) {
  if (values.length < 2) return null;
  return quantile(values.length - 1) * deviation(values) / Math.sqrt(values.length);
}

// The t that Student's distribution stays within with probability 0.95: as in assignments/distributions.py.
const quantiles = new Map();
export function quantile(freedom) {
  if (!quantiles.has(freedom)) {
    const start = 2 - (freedom % 2);
    let density = start === 1 ? 1 / Math.PI : Math.sqrt(1 / 8);
    for (let n = start + 2; n <= freedom; n += 2) density *= (n - 1) / Math.sqrt(n * (n - 2));
    let t = 1.9599;
    for (let step = 1; step > 1e-13 * t; t += step) {
      const slope = 2 * density * (1 + t * t / freedom) ** (-(freedom + 1) / 2);
      step = (0.95 - within(t, freedom)) / slope;
    }
    quantiles.set(freedom, t);
  }
  return quantiles.get(freedom);
}

function within(t, freedom) {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const odd = freedom % 2;
  let term = Math.sin(angle) * (odd ? Math.cos(angle) : 1);
  let series = freedom > 1 ? term : 0;
  for (let n = 2 + odd; n < freedom - 1; n += 2) {
    term *= square * (n - 1) / n;
    series += term;
  }
  return odd ? 2 / Math.PI * (angle + series) : series;
}

// What an object inherits is no text, so that any name may be asked for.
const textIn = ({ answers }, column) => (typeof answers[column] === "string" ? answers[column] : "");
const number = (response, column) => {
  const text = textIn(response, column);
  return PLAIN.test(text) ? Number(text) : null;
};
const numbers = (rows, columns) => rows.flatMap((row) => columns.map((column) => number(row, column))).filter(there);
const giving = (rows, columns) => rows.filter((row) => columns.some((column) => there(number(row, column)))).length;
const minus = (a, b) => (there(a) && there(b) ? a - b : null);
const meanOf = (values) => mean(values.filter(there));
const totalOf = (values) => total(values.filter(there));
const share = (part, whole) => (Math.abs(whole) > ALLOWANCE ? part / whole : null);

// The responses by the option that they chose, as [option, rows].
const split = (rows, { column, options }) => options.map((option) => [
  option, rows.filter((row) => textIn(row, column) === option),
]);

const table = (name, columns, rows) => ({
  name, columns, rows: rows.map(([row]) => row), values: rows.map(([, values]) => values),
});
const single = (name, values) => table(name, ["value"], Object.entries(values).map(([row, value]) => [row, [value]]));

function means({ groups, by }, given) {
  const parts = by && split(given, by);
  const rows = by ? parts.flatMap(([, some]) => some) : given;
  const names = by ? parts.map(([option]) => option) : ["n", "mean"];
  if (by && parts.length === 2) names.push("difference");
  const line = (columns) => {
    if (!by) {
      const found = numbers(rows, columns);
      return [found.length, mean(found)];
    }
    const values = parts.map(([, some]) => mean(numbers(some, columns)));
    return values.length === 2 ? [...values, minus(values[1], values[0])] : values;
  };
  const every = groups.flatMap(({ columns }) => columns);
  const lines = groups.map(({ id, columns }) => [id, line(columns)]);
  if (lines.length === 2) {
    const [[, first], [, second]] = lines;
    lines.push(["difference", first.map((value, n) => (by || n ? minus(value, second[n]) : null))]);
  }
  const items = every.map((column) => [column, line([column])]);
  return [giving(rows, every), table("groups", names, lines), table("items", names, items)];
}

function agreement(plan, given) {
  const columns = plan.groups.flatMap((group) => group.columns);
  const judgements = [];
  let used = 0;
  for (const raters of pairsOfRaters(plan, given)) {
    const rated = columns.map((column) => raters.map((row) => number(row, column))).filter((pair) => pair.every(there));
    if (rated.length) used += 2;
    judgements.push(...rated);
  }
  const at = plan.threshold - ALLOWANCE;
  const n = judgements.length;
  const count = (test) => judgements.filter(test).length;
  const agreed = count(([a, b]) => (a >= at) === (b >= at));
  const yes = [0, 1].map((rater) => count((pair) => pair[rater] >= at));
  const expected = n ? (yes[0] * yes[1] + (n - yes[0]) * (n - yes[1])) / n ** 2 : null;
  return [used, single("agreement", {
    judgements: n,
    within: share(count(([a, b]) => Math.abs(a - b) <= plan.within + ALLOWANCE), n),
    agreed: share(agreed, n),
    "yes-first": share(yes[0], n),
    "yes-second": share(yes[1], n),
    "expected-agreement": expected,
    kappa: n ? share(agreed / n - expected, 1 - expected) : null,
  })];
}

// What both raters say of the same thing, where each has rated it once.
function pairsOfRaters({ same, rater }, given) {
  const rated = new Map();
  split(given, rater).forEach(([, rows], who) => {
    for (const row of rows) {
      const chosen = same.map(({ column }) => textIn(row, column));
      if (!same.every(({ options }, n) => options.includes(chosen[n]))) continue;
      const key = chosen.join(" ");
      if (!rated.has(key)) rated.set(key, [[], []]);
      rated.get(key)[who].push(row);
    }
  });
  return [...rated.values()].filter((raters) => raters.every((rows) => rows.length === 1)).map((raters) => raters.flat());
}

function gaps({ pairs, weights }, rows) {
  const rated = new Set();
  const items = new Map(pairs.map(({ id, first, second }) => {
    const [expected, perceived] = [[], []];
    for (const row of rows) {
      const [before, after] = [number(row, first), number(row, second)];
      if (!there(before) || !there(after)) continue;
      expected.push(before);
      perceived.push(after);
      rated.add(row);
    }
    const differences = expected.map((value, n) => perceived[n] - value);
    return [id, [expected.length, mean(expected), mean(perceived), mean(differences), halfWidth(differences)]];
  }));
  const shares = weights ? Object.values(weights.columns) : [];
  const addsUp = (row) => {
    const found = numbers([row], shares);
    return found.length === shares.length && Math.abs(total(found) - weights.total) <= ALLOWANCE;
  };
  const whole = weights ? rows.filter(addsUp) : [];
  const groups = [...new Set(pairs.map(({ group }) => group))].filter(Boolean);
  const lines = groups.map((group) => {
    const members = pairs.filter((pair) => pair.group === group).map(({ id }) => items.get(id));
    const [expected, perceived, gap] = [1, 2, 3].map((n) => meanOf(members.map((item) => item[n])));
    const column = weights && new Map(Object.entries(weights.columns)).get(group);
    const weight = column ? mean(numbers(whole, [column])) : null;
    const weighted = there(weight) && there(gap) ? weight / weights.total * gap : null;
    return [group, [expected, perceived, gap, weight, weighted]];
  });
  const all = (n) => lines.map(([, line]) => line[n]);
  lines.push(["overall", [null, null, meanOf(all(2)), totalOf(all(3)), totalOf(all(4))]]);
  return [
    new Set([...rated, ...whole]).size,
    table("items", ["n", "expected", "perceived", "gap", "half"], [...items]),
    table("groups", ["expected", "perceived", "gap", "weight", "weighted"], lines),
  ];
}

// The name for high and high, high and low, low and high, low and low.
function quadrant(x, y, [xCut, yCut], names) {
  if (![x, y, xCut, yCut].every(there)) return null;
  return names[2 * (x < xCut - ALLOWANCE) + (y < yCut - ALLOWANCE)];
}

function importancePerformance({ pairs, midpoint }, rows) {
  const sides = pairs.map(({ first, second }) => [numbers(rows, [first]), numbers(rows, [second])]);
  const centres = sides.map((both) => both.map(mean));
  const cuts = [0, 1].map((n) => meanOf(centres.map((both) => both[n])));
  const middle = [midpoint, midpoint];
  const lines = pairs.map(({ id }, at) => {
    const [i, p] = centres[at];
    const difference = minus(i, p);
    return [id, [
      Math.min(...sides[at].map(({ length }) => length)), i, p, difference,
      there(difference) ? i * difference : null,
      quadrant(i, p, cuts, IMPORTANCE_PERFORMANCE), quadrant(i, p, middle, IMPORTANCE_PERFORMANCE),
      ...sides[at].map(deviation),
    ]];
  });
  const names = ["n", "importance", "performance", "difference", "priority", "by-mean", "by-midpoint"];
  return [
    giving(rows, pairs.flatMap(({ first, second }) => [first, second])),
    table("attributes", [...names, "importance-sd", "performance-sd"], lines),
    table("thresholds", ["importance", "performance"], [["mean", cuts], ["midpoint", middle]]),
  ];
}

function quadrants({ by, x, y, cut }, given) {
  const parts = split(given, by);
  const lines = parts.map(([option, rows]) => {
    const [across, up] = [x, y].map((columns) => mean(numbers(rows, columns)));
    return [option, [rows.length, across, up, quadrant(across, up, [cut, cut], PLACES)]];
  });
  const used = giving(parts.flatMap(([, rows]) => rows), [...x, ...y]);
  return [used, table("places", ["n", "x", "y", "quadrant"], lines)];
}

function pareto({ choices }, given) {
  const counts = split(given, choices).map(([option, rows]) => [option, rows.length]).sort(([, a], [, b]) => b - a);
  const n = counts.reduce((sum, [, count]) => sum + count, 0);
  let running = 0;
  const lines = counts.map(([option, count]) => {
    running += count;
    return [option, [count, share(count, n), share(running, n)]];
  });
  lines.push(["total", [n, n ? 1 : null, null]]);
  return [n, table("causes", ["count", "share", "cumulative"], lines)];
}

function rate({ base: of, per }, rows, all) {
  const base = total(numbers(all.filter(({ instrument }) => instrument === of.instrument), [of.column])) ?? 0;
  const found = share(rows.length, base);
  return [rows.length, single("rate", { count: rows.length, base, rate: there(found) ? found * per : null })];
}

function ratio(plan, rows) {
  const used = rows.map((row) => numbers([row], [plan.part, plan.whole])).filter(({ length }) => length === 2);
  const [part, whole] = [0, 1].map((n) => total(used.map((pair) => pair[n])) ?? 0);
  return [used.length, single("ratio", { part, whole, share: share(part, whole) })];
}

function distribution({ column }, rows) {
  const found = numbers(rows, [column]);
  const ordered = [...found].sort((a, b) => a - b);
  return [found.length, single("distribution", {
    n: found.length, mean: mean(found), median: median(found), sd: deviation(found), half: halfWidth(found),
    min: ordered[0] ?? null, max: ordered[ordered.length - 1] ?? null,
  })];
}

const USES = {
  means, agreement, gaps, "importance-performance": importancePerformance, quadrants, pareto, rate, ratio, distribution,
};

// The figures of each plan; the order of the responses does not matter.
export function score(plans, responses) {
  return plans.map((plan) => {
    const rows = responses.filter(({ instrument }) => instrument === plan.instrument);
    const [n, ...tables] = USES[plan.use](plan, rows, responses);
    return { statistic: plan.id, use: plan.use, n, least: plan.least, tables };
  });
}

// A figure as it is shown, rounded half away from zero: as `shown` in assignments/figures.py.
export function shown(name, value) {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  const perCent = PER_CENT.includes(name);
  const decimals = perCent || COUNTS.includes(name) ? 0 : name === "weighted" ? 3 : 2;
  const size = 10 ** decimals;
  const units = Math.floor(Math.abs(value) * (perCent ? 100 : 1) * size + 0.5 + ALLOWANCE);
  const digits = String(units).padStart(decimals + 1, "0");
  const [whole, part] = decimals ? [digits.slice(0, -decimals), `.${digits.slice(-decimals)}`] : [digits, ""];
  const plain = whole.replace(/\B(?=(?:\d{3})+$)/gu, ",") + part;
  return `${value < 0 && units ? "−" : ""}${plain}${perCent ? "%" : ""}`;
}
