// Groups around a centre, one line a series.

import { LINE, latinWords, legend, line, picture, sign, signed, svg, ticks, widest, words, wrap } from "./chart-tools.js";

const LARGEST = 150;
const APART = 8; // pixels between a name and the figure

// {series: [name], rows: [{label, values}], min, max}: at least three rows.
export function radar(spec, width) {
  const { series, rows, min, max } = spec;
  const radius = Math.min(LARGEST, width * 0.32);
  const angleOf = (n) => (2 * Math.PI * n) / rows.length - Math.PI / 2;
  const most = Math.max(width * 0.3, widest(rows.flatMap(({ label }) => latinWords(label))));
  const names = rows.map(({ label }, n) => named(wrap(label, most), n));
  const centre = [width / 2, Math.max(radius, ...names.map(({ top }) => -top))];
  const at = (n, value) => {
    const far = (radius * (value - min)) / (max - min);
    return [centre[0] + far * Math.cos(angleOf(n)), centre[1] + far * Math.sin(angleOf(n))];
  };
  const ring = (values, attributes) => svg("polygon", { points: values.map((value, n) => at(n, value).map((one) => one.toFixed(1)).join(",")).join(" "), ...attributes });

  // Where the name of an axis stands, seen from the centre: beyond its end, and where it would leave the chart, above or below.
  function named(lines, n) {
    const [right, down] = [Math.cos(angleOf(n)), Math.sin(angleOf(n))];
    const [wide, high] = [widest(lines), lines.length * LINE];
    const edge = Math.max(0, (width - wide) / 2);
    const x = Math.min(edge, Math.max(-edge, right * (radius + APART + wide / 2)));
    let y = down * (radius + APART + high / 2);
    const inner = radius * Math.cos(Math.PI / rows.length) + APART / 2;
    const isClear = (_, side) => [-1, 1].every((i) => [-1, 1].every((j) => (
      (x + (i * wide) / 2) * Math.cos(angleOf(side + 0.5)) + (y + (j * high) / 2) * Math.sin(angleOf(side + 0.5)) >= inner)));
    while (!rows.some(isClear)) y += down > 0.01 ? 2 : -2;
    return { lines, x, top: y - high / 2, bottom: y + high / 2 };
  }

  const group = svg("g", {});
  const found = ticks(min, max, 4);
  const apart = found[1] - found[0];
  const steps = [...found.filter((one) => one > min && one <= max - 0.6 * apart), max];
  for (const step of steps) group.append(ring(rows.map(() => step), { class: "cw-chart-grid" }));
  rows.forEach((_, n) => group.append(line(...centre, ...at(n, max), "grid")));
  series.forEach((_, k) => {
    const values = rows.map((row) => row.values[k]);
    group.append(ring(values, { class: `cw-chart-ring cw-chart-ring-${k}` }), ...values.map((value, n) => sign(k, ...at(n, value), 5)));
  });
  // Between two axes, where the lines of the series seldom meet them.
  const between = (value) => {
    const far = (radius * (value - min)) / (max - min) * Math.cos(Math.PI / rows.length);
    return [centre[0] + far * Math.cos(angleOf(0.5)), centre[1] + far * Math.sin(angleOf(0.5))];
  };
  for (const step of steps) group.append(words(signed(step), ...between(step), { "text-anchor": "middle", class: "cw-chart-quiet cw-chart-halo" }));
  for (const { lines, x, top } of names) {
    lines.forEach((text, i) => group.append(words(text, centre[0] + x, centre[1] + top + (i + 0.5) * LINE, { "text-anchor": "middle" })));
  }
  const bottom = centre[1] + Math.max(radius, ...names.map((name) => name.bottom));
  const mark = (k, x, y) => svg("g", {}, svg("line", { x1: x, y1: y, x2: x + 18, y2: y, class: `cw-chart-ring cw-chart-ring-${k}` }), sign(k, x + 9, y, 5));
  return picture(spec, width, legend(series, width, mark), { group, height: bottom + 6 });
}
