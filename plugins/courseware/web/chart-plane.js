// Points on a plane in four quadrants. No name covers another or a point: each looks for a free place around its point,
// and what each quadrant holds is said below.

import { LINE, latinWords, legend, line, measure, picture, sign, signed, stack, svg, ticks, lines as paragraph, widest, words, wrap } from "./chart-tools.js";

const MOST = 420; // pixels a side
const SIZE = 6; // of a sign
const PLACES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
const around = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

// {points: [{code, x, y, quadrant}], x, y, min, max, cuts: [{x, y, kind}], corners: [[words, quadrant]], legend: [[quadrant, words]], tail}:
// corners go from the upper left to the lower right.
export function plane(spec, width) {
  const { min, max } = spec;
  const left = Math.max(...ticks(min, max, 5).map((tick) => measure(signed(tick)))) + 10;
  const size = Math.min(width - left - 8, MOST);
  const pad = (max - min) * 0.04;
  const span = max - min + 2 * pad;
  const across = (value) => left + ((value - min + pad) / span) * size;
  const top = 4;
  const up = (value) => top + size - ((value - min + pad) / span) * size;

  const group = svg("g", {}, svg("rect", { x: left, y: top, width: size, height: size, class: "cw-chart-frame" }));
  for (const tick of ticks(min, max, 5)) {
    group.append(
      line(across(tick), top + size, across(tick), top + size + 4, "axis"), line(left - 4, up(tick), left, up(tick), "axis"),
      words(signed(tick), across(tick), top + size + 15, { "text-anchor": "middle", class: "cw-chart-quiet" }),
      words(signed(tick), left - 8, up(tick), { "text-anchor": "end", class: "cw-chart-quiet" }),
    );
  }
  for (const { x, y, kind } of spec.cuts) {
    if (x !== null) group.append(line(across(x), top, across(x), top + size, kind));
    if (y !== null) group.append(line(left, up(y), left + size, up(y), kind));
  }

  const upright = spec.cuts.filter(({ x }) => x !== null).map(({ x }) => across(x));
  const level = spec.cuts.filter(({ y }) => y !== null).map(({ y }) => up(y));
  const lines = [...upright.map((x) => around(x, top + size / 2, 2, size)), ...level.map((y) => around(left + size / 2, y, size, 2))];
  const taken = spec.corners.map(([text], n) => {
    const [isRight, isLow] = [n % 2, n > 1];
    // A name keeps to its side of the lines, where its words have room there.
    const room = Math.min(size * 0.42, ...upright.map((at) => (isRight ? left + size - at : at - left) - 12));
    const said = wrap(text, Math.max(room, widest(latinWords(text)), LINE * 2));
    const x = isRight ? left + size - 8 : left + 8;
    const first = isLow ? top + size - 6 - said.length * LINE : top + 6;
    said.forEach((one, i) => group.append(words(one, x, first + i * LINE + LINE / 2, { "text-anchor": isRight ? "end" : "start", class: "cw-chart-corner cw-chart-halo" })));
    const wide = Math.max(...said.map((one) => measure(one)));
    return { left: isRight ? x - wide : x, right: isRight ? x : x + wide, top: first, bottom: first + said.length * LINE };
  });

  // Points at the same place have one name.
  const found = [];
  for (const point of spec.points) {
    const [x, y] = [across(point.x), up(point.y)];
    const same = found.find((one) => Math.hypot(one.x - x, one.y - y) < 4);
    if (same) same.code += `${spec.comma}${point.code}`;
    else found.push({ x, y, code: point.code, quadrant: point.quadrant });
  }
  taken.push(...found.map(({ x, y }) => around(x, y, SIZE * 2.6, SIZE * 2.6)));
  const frame = { left, right: left + size, top, bottom: top + size };
  const names = found.map((point) => {
    const wide = measure(point.code, true) + 2;
    const free = place(point, wide, { taken, lines, frame });
    taken.push(free.box);
    return { ...point, ...free };
  });
  for (const { x, y, far, box } of names) {
    if (far > 1) group.append(line(x, y, (box.left + box.right) / 2, (box.top + box.bottom) / 2, "leader"));
  }
  for (const { x, y, quadrant } of names) group.append(sign(quadrant, x, y, SIZE));
  for (const { code, box } of names) group.append(words(code, (box.left + box.right) / 2, (box.top + box.bottom) / 2, { "text-anchor": "middle", class: "cw-chart-value cw-chart-halo" }));

  const holds = stack(spec.legend.map(([quadrant, text]) => legend([text], width, (_, x, y) => sign(quadrant, x + 9, y, SIZE))), 4);
  return picture(
    spec, width, paragraph(spec.axes, width, { class: "cw-chart-quiet" }), { group, height: top + size + 26 },
    paragraph(spec.tail, width, { class: "cw-chart-quiet" }), holds,
  );
}

const covering = (box, others) => others.reduce((sum, other) => sum + overlap(box, other), 0);

// The nearest place around a point where its name covers nothing; the one that covers least, where all are taken: rather a line
// than words.
function place({ x, y }, wide, { taken, lines, frame }) {
  let best = null;
  for (const far of [1, 2, 3, 4]) {
    for (const [dx, dy] of PLACES) {
      const reach = SIZE + 6 + (far - 1) * 14;
      const box = around(x + dx * (reach + wide / 2 - (dy ? wide / 4 : 0)), y + dy * (reach + 4), wide, LINE - 4);
      if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) continue;
      const covered = covering(box, taken) + covering(box, lines) / 20;
      if (!covered) return { box, far };
      if (!best || covered < best.covered) best = { box, far, covered };
    }
  }
  return best ?? { box: around(x, y - SIZE - 12, wide, LINE - 4), far: 1 };
}
