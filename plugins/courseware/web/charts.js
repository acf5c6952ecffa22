// Which charts go with which table, and what they say: `chartsOf` describes them, `draw` makes one as wide as asked.

import { bars, pareto } from "./chart-bars.js";
import { plane } from "./chart-plane.js";
import { radar } from "./chart-radar.js";
import { say } from "./elements.js";
import { shown } from "./statistics.js";

const DRAWN = { bars, pareto, plane, radar };
const CODE = /^[a-z]\d*$/u;
const MOST_SERIES = 4; // on one radar
const MOST_NAMED = 6; // points with their names on the plane; more have numbers

const there = (value) => value !== null;

export const draw = (chart, width) => DRAWN[chart.kind](chart, width);

// The charts of a statistic's figures: {key, table, kind, title, note, desc, …}. None is made of nothing.
export function chartsOf(figures, kit, note) {
  const about = new About(figures, kit, note);
  return (CHARTS[figures.use]?.(about) ?? []).filter(Boolean);
}

class About {
  constructor(figures, kit, note) {
    Object.assign(this, { figures, kit, note, words: kit.words.results });
    this.plan = kit.plans.find(({ id }) => id === figures.statistic);
    this.labels = kit.labels[figures.statistic];
  }

  table(name) {
    return this.figures.tables.find((table) => table.name === name);
  }

  row = (table, id) => this.labels[table].rows[id];

  column = (table, id) => this.labels[table].columns[id];

  // The rows as [id, value of each column], those that a chart shows.
  rows(name, columns, isShown = () => true) {
    const table = this.table(name);
    const at = columns.map((column) => table.columns.indexOf(column));
    return table.rows.map((id, n) => [id, ...at.map((one) => table.values[n][one])]).filter(([id]) => isShown(id));
  }

  // The ends of the scale that columns are rated on.
  ends(columns) {
    const limits = this.kit.instruments[this.plan.instrument].limits;
    const found = columns.map((column) => limits[column]);
    return [Math.min(...found.map(({ min }) => min)), Math.max(...found.map(({ max }) => max))];
  }

  chart(kind, table, more) {
    const { words } = this;
    const title = say(words.titled, { title: this.labels[table].title, chart: words.charts[kind] });
    return { key: `${this.figures.statistic}-${table}-${kind}`, table, kind, title, note: this.note, ...more };
  }

  // What a chart of rows says, in words.
  told(rows, series, show) {
    const { value, values, comma, semicolon, end } = this.words;
    const one = (found) => found.map((number, n) => (series.length > 1 ? say(value, { label: series[n], value: show(number) }) : show(number)));
    return rows.map((row) => say(values, { label: row.label, values: one(row.values).join(comma) })).join(semicolon) + end;
  }

  bars(table, series, rows, [min, max], name, more = {}) {
    if (!rows.some(({ values }) => values.some(there))) return null;
    const show = (value) => shown(name, value);
    return this.chart("bars", table, { series, rows, min, max, show, desc: this.told(rows, series, show), ...more });
  }

  radar(table, series, rows, [min, max]) {
    const whole = rows.filter(({ values }) => values.every(there));
    if (whole.length < 3 || series.length > MOST_SERIES) return null;
    const show = (value) => shown("mean", value);
    return this.chart("radar", table, { series, rows: whole, min, max, desc: this.told(whole, series, show) });
  }
}

function means(about) {
  const { plan, column, row } = about;
  const isGiven = (column) => about.rows("items", [column]).some(([, value]) => there(value));
  const split = (plan.by ? plan.by.options : ["mean"]).filter(isGiven);
  const ends = about.ends(plan.groups.flatMap(({ columns }) => columns));
  return ["groups", "items"].flatMap((table) => {
    const series = split.map((one) => column(table, one));
    const rows = about.rows(table, split, (id) => table === "items" || id !== "difference").map(([id, ...values]) => ({ label: row(table, id), values }));
    return [table === "groups" && about.radar(table, series, rows, ends), about.bars(table, series, rows, ends, "mean")];
  });
}

function gaps(about) {
  const { plan, row, column, words } = about;
  const isGroup = (id) => id !== "overall";
  const both = ["expected", "perceived"];
  const rated = about.rows("groups", both, isGroup).map(([id, ...values]) => ({ label: row("groups", id), values }));
  const groups = about.rows("groups", ["gap"]).map(([id, gap]) => ({ label: row("groups", id), values: [gap] }));
  const items = about.rows("items", ["gap", "half"]).map(([id, gap, half]) => ({ label: row("items", id), values: [gap], half }));
  return [
    about.bars("items", [column("items", "gap")], items, reach(items), "gap", { tail: words.with_half }),
    about.radar("groups", both.map((one) => column("groups", one)), rated, about.ends(plan.pairs.map(({ first }) => first))),
    groups.length > 1 && about.bars("groups", [column("groups", "gap")], groups, reach(groups), "gap"),
  ];
}

// From the lowest to the highest value, with their margins and with zero.
function reach(rows) {
  const found = rows.flatMap(({ values: [value], half }) => (there(value) ? [value - (half ?? 0), value + (half ?? 0)] : []));
  const [min, max] = [Math.min(0, ...found), Math.max(0, ...found)];
  return max - min > 1e-9 ? [min, max] : [-1, 1];
}

// Points with codes, and below the plane what each quadrant holds.
function placed(about, table, rows, { ids, corners, ...more }) {
  const { words, kit, figures: { statistic } } = about;
  const points = rows.filter(([, x, y, quadrant]) => [x, y, quadrant].every(there));
  if (!points.length) return null;
  const names = kit.quadrants[statistic];
  const isNumbered = points.length > MOST_NAMED;
  const coded = points.map(([id, x, y, quadrant], n) => {
    const label = about.row(table, id);
    const code = CODE.test(id) ? id.toUpperCase() : isNumbered ? String(n + 1) : label;
    const name = code === label || CODE.test(id) ? label : `${code} ${label}`;
    return { code, name, x, y, quadrant: ids.indexOf(quadrant) };
  });
  const held = ids.map((id, n) => [n, coded.filter(({ quadrant }) => quadrant === n).map(({ name }) => name), names[id]]).filter(([, all]) => all.length);
  const told = held.map(([n, all, name]) => [n, say(words.values, { label: name, values: all.join(words.comma) })]);
  return about.chart("plane", table, {
    ...more, points: coded, comma: words.comma, corners: corners.map((id) => [names[id]]),
    legend: told, axes: say(words.axes, more), desc: told.map(([, text]) => text).join(words.semicolon) + words.end,
  });
}

function importancePerformance(about) {
  const { plan, column, words } = about;
  const [[, i, p]] = about.rows("thresholds", ["importance", "performance"], (id) => id === "mean");
  const [min, max] = about.ends(plan.pairs.flatMap(({ first, second }) => [first, second]));
  const [x, y] = ["performance", "importance"].map((name) => column("attributes", name));
  const at = (label, value) => say(words.value, { label, value: shown("mean", value) });
  return [placed(about, "attributes", about.rows("attributes", ["performance", "importance", "by-mean"]), {
    x, y, min, max,
    ids: ["improve", "keep", "low", "overkill"], corners: ["improve", "keep", "low", "overkill"],
    cuts: [{ x: p, y: i, kind: "cut" }, { x: plan.midpoint, y: plan.midpoint, kind: "dashed" }],
    tail: say(words.cuts, { x: at(x, p), y: at(y, i), midpoint: plan.midpoint }),
  })];
}

function quadrants(about) {
  const { plan, column, words } = about;
  const [min, max] = about.ends([...plan.x, ...plan.y]);
  return [placed(about, "places", about.rows("places", ["x", "y", "quadrant"]), {
    x: column("places", "x"), y: column("places", "y"), min, max,
    ids: ["high-high", "high-low", "low-high", "low-low"], corners: ["low-high", "high-high", "low-low", "high-low"],
    cuts: [{ x: plan.cut, y: plan.cut, kind: "dashed" }], tail: say(words.cut, { cut: plan.cut }),
  })];
}

function causes(about) {
  const { row, column, words } = about;
  const found = about.rows("causes", ["count", "share", "cumulative"], (id) => id !== "total");
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  if (!total) return [];
  const percent = (share) => shown("share", share);
  const tell = (label, count, cumulative) => say(words.values, {
    label, values: [say(words.counted, { count }), say(words.running, { share: percent(cumulative) })].join(words.comma),
  });
  const each = found.map(([id, count, share, cumulative]) => ({ label: row("causes", id), count, share, cumulative }));
  return [about.chart("pareto", "causes", {
    causes: each, total, percent, say: tell, series: ["count", "cumulative"].map((name) => column("causes", name)),
    desc: each.map(({ label, count, cumulative }) => tell(label, count, cumulative)).join(words.semicolon) + words.end,
  })];
}

const CHARTS = { means, gaps, "importance-performance": importancePerformance, quadrants, pareto: causes };
