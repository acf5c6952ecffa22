// Groups around a centre, one line a series.

import { LINE, legend, line, picture, sign, signed, svg, ticks, widest, words, wrap } from "./chart-tools.js";

const SMALLEST = 48;
const LARGEST = 150;

// {series: [name], rows: [{label, values}], min, max}: at least three rows.
export function radar(spec, width) {
  const { series, rows, min, max } = spec;
  const most = width * 0.28;
  const said = rows.map(({ label }) => wrap(label, most));
  const side = widest(said.flat());
  const radius = Math.max(SMALLEST, Math.min(LARGEST, width / 2 - side - 16));
  const high = Math.max(...said.map(({ length }) => length)) * LINE;
  const centre = [width / 2, high + 8 + radius];
  const at = (n, value) => {
    const angle = (2 * Math.PI * n) / rows.length - Math.PI / 2;
    const far = (radius * (value - min)) / (max - min);
    return [centre[0] + far * Math.cos(angle), centre[1] + far * Math.sin(angle)];
  };
  const ring = (values, attributes) => svg("polygon", { points: values.map((value, n) => at(n, value).map((one) => one.toFixed(1)).join(",")).join(" "), ...attributes });

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
  const beside = (value) => {
    const angle = Math.PI / rows.length - Math.PI / 2;
    const far = (radius * (value - min)) / (max - min) * Math.cos(Math.PI / rows.length);
    return [centre[0] + far * Math.cos(angle), centre[1] + far * Math.sin(angle)];
  };
  for (const step of steps) group.append(words(signed(step), ...beside(step), { "text-anchor": "middle", class: "cw-chart-quiet cw-chart-halo" }));
  let bottom = centre[1] + radius;
  rows.forEach((_, n) => {
    const [x, y] = at(n, max + ((max - min) * 12) / radius);
    const across = Math.round(((x - centre[0]) / radius) * 100) / 100;
    const anchor = Math.abs(across) < 0.05 ? "middle" : across > 0 ? "start" : "end";
    const up = (centre[1] - y) / radius;
    const lines = said[n];
    const first = Math.abs(across) < 0.05 && up > 0 ? y - lines.length * LINE + LINE / 2 : y - (lines.length * LINE * (1 + up)) / 2 + LINE / 2;
    lines.forEach((text, i) => group.append(words(text, x, first + i * LINE, { "text-anchor": anchor })));
    bottom = Math.max(bottom, first + (lines.length - 0.5) * LINE);
  });
  const mark = (k, x, y) => svg("g", {}, svg("line", { x1: x, y1: y, x2: x + 18, y2: y, class: `cw-chart-ring cw-chart-ring-${k}` }), sign(k, x + 9, y, 5));
  return picture(spec, width, legend(series, width, mark), { group, height: bottom + 6 });
}
