// Bars that lie: one or several a row, from a line at zero or at the scale's lowest step, with margins where there are any.

import { LINE, beside, fills, latinWords, legend, line, measure, picture, signed, svg, ticks, widest, words, wrap } from "./chart-tools.js";

const BAR = 16;
const WIDE = 520; // from here on the names stand at the side
const GAP = 8;

// {series: [name], rows: [{label, values, half}], min, max, show(value), tail}: `tail` is said below.
export function bars(spec, width) {
  const { series, rows, show } = spec;
  const { defs, area } = fills();
  const isWide = width >= WIDE;
  const side = isWide ? Math.min(width * 0.42, widest(rows.map(({ label }) => label)) + 2) : 0;
  const values = rows.flatMap((row) => row.values).filter((value) => value !== null);
  const room = widest([...values.map(show), "–"], true) + GAP;
  const from = side + (isWide ? 12 : 6) + (spec.min < 0 ? room : 0); // half of the first step's number stands left of it
  const to = width - room;
  const place = (value) => from + ((value - spec.min) / (spec.max - spec.min)) * (to - from);
  const base = place(Math.max(spec.min, 0));

  const group = svg("g", {}, defs);
  const body = svg("g", {});
  const spans = [];
  let y = 0;
  for (const { label, values: found, half } of rows) {
    const said = wrap(label, isWide ? side : width);
    const thick = found.length * (BAR + 2) - 2;
    const high = isWide ? Math.max(said.length * LINE, thick) : said.length * LINE + thick + 2;
    const top = isWide ? y + (high - thick) / 2 : y + said.length * LINE + 2;
    const first = isWide ? y + (high - said.length * LINE) / 2 : y;
    body.append(...said.map((text, n) => words(text, isWide ? side : 0, first + n * LINE + LINE / 2, isWide ? { "text-anchor": "end" } : {})));
    found.forEach((value, n) => body.append(...bar(value, half, n, top + n * (BAR + 2))));
    if (!isWide) spans.push([top - 3, top + thick + 4]);
    y += high + (isWide ? 12 : 18); // a name is nearer to its own bar than to the one above
  }
  y -= isWide ? 4 : 8;
  if (isWide) spans.push([0, y]);
  const step = Math.max(2, Math.floor((to - from) / 48));
  for (const tick of ticks(spec.min, spec.max, Math.min(step, 8))) {
    group.append(beside(place(tick), spans, tick === Math.max(spec.min, 0) ? "axis" : "grid"), words(signed(tick), place(tick), y + 12, { "text-anchor": "middle", class: "cw-chart-quiet" }));
  }
  group.append(body);

  function bar(value, half, n, top) {
    const middle = top + BAR / 2;
    if (value === null) return [words("–", base + GAP, middle)];
    const end = place(value);
    const isLeft = end < base;
    const drawn = [area(n, { x: Math.min(base, end), y: top, width: Math.max(1, Math.abs(end - base)), height: BAR })];
    let [low, high] = [Math.min(end, base), Math.max(end, base)];
    if (half) {
      const ends = [place(value - half), place(value + half)];
      const d = `M${ends[0]} ${middle}H${ends[1]}${ends.map((x) => `M${x} ${middle - 4}V${middle + 4}`).join("")}`;
      drawn.push(svg("path", { d, class: "cw-chart-around" }), svg("path", { d, class: "cw-chart-margin" }));
      [low, high] = [Math.min(low, ends[0]), Math.max(high, ends[1])];
    }
    const x = isLeft ? low - GAP + 2 : high + GAP - 2;
    return [...drawn, words(show(value), x, middle, { "text-anchor": isLeft ? "end" : "start", class: "cw-chart-value" })];
  }

  const names = series.length > 1 ? legend(series, width, (n, x, at) => area(n, { x: x + 0.5, y: at - 7, width: 18, height: 14 })) : null;
  return picture(spec, width, names, { group, height: y + LINE + 4 }, spec.tail ? tail(spec.tail, width) : null);
}

function tail(text, width) {
  const said = wrap(text, width);
  return { group: svg("g", { class: "cw-chart-quiet" }, ...said.map((one, n) => words(one, 0, n * LINE + LINE / 2))), height: said.length * LINE };
}

// Columns with the running share above them; where names have no room below their columns, lying bars.
export function pareto(spec, width) {
  const { causes } = spec;
  const [left, right] = [widest([String(spec.total)]) + 10, measure("100%") + 10];
  const each = (width - left - right) / causes.length;
  const narrow = each - 4;
  const names = causes.map(({ label }) => wrap(label, narrow));
  const isBroken = causes.some(({ label }) => widest(latinWords(label)) > narrow);
  return each < 52 || isBroken || names.some(({ length }) => length > 3) ? lying(spec, width) : standing(spec, width, { left, right, each, names });
}

function keys(spec, width, area) {
  const mark = (n, x, y) => (n ? svg("g", {}, line(x, y, x + 18, y, "running"), point(x + 9, y)) : area(0, { x: x + 0.5, y: y - 7, width: 18, height: 14 }));
  return legend(spec.series, width, mark);
}

const point = (x, y) => svg("circle", { cx: x, cy: y, r: 4, class: "cw-chart-point" });
const joined = (points) => svg("polyline", { points: points.map((at) => at.map((one) => one.toFixed(1)).join(",")).join(" "), class: "cw-chart-running" });

function standing(spec, width, { left, right, each, names }) {
  const { defs, area } = fills();
  const [top, high] = [LINE, 220];
  const bottom = top + high;
  const place = (share) => bottom - share * high;
  const group = svg("g", {}, defs);
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    group.append(
      line(left, place(share), width - right, place(share), share ? "grid" : "axis"),
      words(spec.percent(share), width - right + 8, place(share), { class: "cw-chart-quiet" }),
    );
  }
  for (const tick of ticks(0, spec.total, 4)) {
    if (Number.isInteger(tick)) group.append(words(String(tick), left - 8, place(tick / spec.total), { "text-anchor": "end", class: "cw-chart-quiet" }));
  }
  const middle = (n) => left + each * (n + 0.5);
  const points = spec.causes.map(({ cumulative }, n) => [middle(n), place(cumulative)]);
  spec.causes.forEach(({ count, share }, n) => {
    if (count) group.append(area(0, { x: middle(n) - Math.min(each * 0.35, 34), y: place(share), width: Math.min(each * 0.7, 68), height: share * high }));
    [...names[n], String(count)].forEach((text, i, all) => group.append(
      words(text, middle(n), bottom + 14 + i * LINE, { "text-anchor": "middle", class: i === all.length - 1 ? "cw-chart-value" : "" }),
    ));
  });
  group.append(joined(points), ...points.map((at) => point(...at)));
  spec.causes.forEach(({ cumulative }, n) => group.append(words(spec.percent(cumulative), points[n][0], points[n][1] - 18, { "text-anchor": "middle", class: "cw-chart-value" })));
  return picture(spec, width, keys(spec, width, area), { group, height: bottom + 14 + LINE * (1 + Math.max(...names.map(({ length }) => length))) });
}

function lying(spec, width) {
  const { defs, area } = fills();
  const to = width - 8;
  const group = svg("g", {}, defs);
  const body = svg("g", {});
  const [points, spans] = [[], []];
  let y = 0;
  for (const { label, count, share, cumulative } of spec.causes) {
    const said = wrap(spec.say(label, count, cumulative), width);
    body.append(...said.map((text, n) => words(text, 0, y + n * LINE + LINE / 2)));
    y += said.length * LINE + 2;
    spans.push([y - 3, y + BAR + 4]);
    if (count) body.append(area(0, { x: 0.5, y, width: share * to, height: BAR }));
    points.push([cumulative * to, y + BAR / 2]);
    y += BAR + 14;
  }
  y -= 4;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const anchor = share === 0 ? "start" : share === 1 ? "end" : "middle";
    group.append(beside(share * to + 0.5, spans, share ? "grid" : "axis"), words(spec.percent(share), share === 1 ? width : share * to, y + 12, { "text-anchor": anchor, class: "cw-chart-quiet" }));
  }
  // The line runs beside the words, never through them: points alone, which the eye joins downwards.
  group.append(body, ...points.map((at) => point(...at)));
  const mark = (n, x, at) => (n ? point(x + 9, at) : area(0, { x: x + 0.5, y: at - 7, width: 18, height: 14 }));
  return picture(spec, width, legend(spec.series, width, mark), { group, height: y + LINE + 4 });
}
