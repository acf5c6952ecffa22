// What all charts are drawn with: SVG made node by node, words that are measured before they are placed, legends, patterns.

const SVG = "http://www.w3.org/2000/svg";
export const LINE = 20; // from one line of words to the next
const FILLS = ["full", "hatched", "empty", "dotted", "crossed", "lined"];
// No line begins with closing punctuation; Chinese may break anywhere else, Latin between words.
const WORDS = /\s+|(?:[\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff]+)[\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f\u201d]*/gu;

let number = 0;
let pen;
let family = ["", ""]; // the language, and its type: asked of the page once, which would lay it out every time

export function svg(tag, attributes, ...content) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  }
  element.append(...content);
  return element;
}

// One line of words; `y` is the middle of its height.
export const words = (text, x, y, attributes = {}) => svg("text", { x, y: y + 5, ...attributes }, text);

export const line = (x1, y1, x2, y2, kind) => svg("line", { x1, y1, x2, y2, class: `cw-chart-${kind}` });

// The width of words in pixels, in the page's own type.
export function measure(text, isStrong = false) {
  pen ??= document.createElement("canvas").getContext("2d");
  const { lang } = document.documentElement;
  if (family[0] !== lang) family = [lang, getComputedStyle(document.body).fontFamily];
  pen.font = `${isStrong ? 650 : 400} 14px ${family[1]}`;
  return pen.measureText(text).width;
}

// The words in lines that are no wider; a word that is wider by itself is cut.
export function wrap(text, width, isStrong = false) {
  const lines = [""];
  for (const word of text.match(WORDS) ?? []) {
    if (measure(lines.at(-1) + word.trimEnd(), isStrong) <= width) {
      lines[lines.length - 1] += word;
    } else if (measure(word, isStrong) <= width) {
      lines.push(word.trimStart());
    } else {
      for (const character of word) {
        if (measure(lines.at(-1) + character, isStrong) <= width) lines[lines.length - 1] += character;
        else lines.push(character);
      }
    }
  }
  return lines.map((one) => one.trim()).filter(Boolean);
}

// What no line should cut.
export const latinWords = (text) => text.split(/\s+/u).filter((word) => /^[!-~]+$/u.test(word));

// A line of the grid that stands beside the bars alone, and never in the words between them.
export const beside = (x, spans, kind) => svg("path", { d: spans.map(([top, bottom]) => `M${x.toFixed(1)} ${top}V${bottom}`).join(""), class: `cw-chart-${kind}` });

export const widest = (texts, isStrong = false) => Math.max(0, ...texts.map((text) => measure(text, isStrong)));

// Round numbers over the range, at most about `count` of them.
export function ticks(min, max, count = 5) {
  const rough = (max - min) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999);
  const found = [];
  for (let n = Math.ceil(min / step - 1e-9); n * step <= max + step * 1e-9; n += 1) found.push(Number((n * step).toPrecision(12)));
  return found;
}

export const signed = (value) => String(value).replace("-", "−");

// A way of filling areas for each series, so that they differ without colour. `defs` holds the patterns.
export function fills() {
  const id = `cw-fill-${(number += 1)}`;
  const pattern = (kind, size, ...content) => svg(
    "pattern", { id: `${id}-${kind}`, width: size, height: size, patternUnits: "userSpaceOnUse", class: `cw-chart-${kind}` }, ...content,
  );
  const path = (d) => svg("path", { d, class: "cw-chart-stroke" });
  const defs = svg(
    "defs", {},
    pattern("hatched", 7, path("M-1 1 1 -1M0 7 7 0M6 8 8 6")),
    pattern("dotted", 7, svg("circle", { cx: 3.5, cy: 3.5, r: 1.5, class: "cw-chart-dot" })),
    pattern("crossed", 8, path("M0 0 8 8M8 0 0 8")),
    pattern("lined", 5, path("M0 2.5H5")),
  );
  const kindOf = (at) => FILLS[at % FILLS.length];
  const area = (at, attributes) => {
    const kind = kindOf(at);
    const fill = { full: {}, empty: { fill: "none" } }[kind] ?? { fill: `url(#${id}-${kind})` };
    return svg("rect", { ...fill, ...attributes, class: `cw-chart-area cw-chart-${kind}` });
  };
  return { defs, area };
}

// Signs for points and ends of lines, told apart by their form.
export function sign(kind, x, y, size = 6) {
  const at = { class: `cw-chart-sign cw-chart-sign-${kind}` };
  const path = (...points) => svg("polygon", { ...at, points: points.map(([dx, dy]) => [x + dx * size, y + dy * size].map((one) => one.toFixed(2)).join(",")).join(" ") });
  if (kind === 0) return svg("circle", { ...at, cx: x, cy: y, r: size });
  if (kind === 1) return path([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
  if (kind === 2) return path([0, -1.2], [1.1, 0.8], [-1.1, 0.8]);
  return path([0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]);
}

// Names beside their signs, in as many lines as they need; `mark(n, x, y)` draws a sign in 18 × 14 pixels from x, around y.
export function legend(names, width, mark) {
  const group = svg("g", {});
  let [x, y] = [0, 0];
  names.forEach((name, n) => {
    const lines = wrap(name, width - 26);
    const needed = 26 + widest(lines);
    if (x && (x + needed > width || lines.length > 1)) [x, y] = [0, y + LINE + 4];
    group.append(mark(n, x, y + LINE / 2), ...lines.map((text, i) => words(text, x + 26, y + i * LINE + LINE / 2)));
    if (lines.length > 1) y += lines.length * LINE + 4;
    else x += needed + 22;
  });
  return { group, height: x ? y + LINE : y };
}

// Things below each other: {group, height}, with a gap between them.
export function stack(parts, gap = 10) {
  const group = svg("g", {});
  let height = 0;
  for (const part of parts.filter((one) => one && one.height)) {
    if (height) height += gap;
    part.group.setAttribute("transform", `translate(0 ${height})`);
    group.append(part.group);
    height += part.height;
  }
  return { group, height };
}

export function lines(text, width, attributes = {}, isStrong = false) {
  const found = wrap(text, width, isStrong);
  return { group: svg("g", attributes, ...found.map((one, n) => words(one, 0, n * LINE + LINE / 2))), height: found.length * LINE };
}

// The whole chart: title, what data it shows, and what was drawn.
export function picture({ title, note, desc }, width, ...parts) {
  const id = `cw-chart-${(number += 1)}`;
  const { group, height } = stack([
    stack([lines(title, width, { class: "cw-chart-title" }, true), lines(note, width, { class: "cw-chart-note" })], 2),
    ...parts,
  ]);
  return svg(
    "svg", { viewBox: `0 0 ${width} ${Math.ceil(height)}`, width, height: Math.ceil(height), role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-desc` },
    svg("title", { id: `${id}-title` }, title), svg("desc", { id: `${id}-desc` }, desc), group,
  );
}
