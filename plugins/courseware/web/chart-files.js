// A chart as a file: in the colours of the light scheme on white, with nothing that it would need from the page.

import { download, make } from "./elements.js";
import { svg } from "./chart-tools.js";

const EDGE = 16; // pixels around the chart
const SHARP = 2; // pixels of the picture for each of the page's
const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "text-anchor"];

function standalone(chart) {
  const copy = chart.cloneNode(true);
  // Where the colours are those of the light scheme, whatever the page shows.
  const host = make("div", { class: "cw-chart cw-chart-copy", "data-md-color-scheme": "default", "aria-hidden": "true" }, copy);
  document.body.append(host);
  for (const element of copy.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    for (const name of KEPT) if (!element.getAttribute(name)?.startsWith("url(")) element.setAttribute(name, style.getPropertyValue(name));
  }
  host.remove();
  for (const element of copy.querySelectorAll("[class]")) element.removeAttribute("class");
  const { width, height } = chart.viewBox.baseVal;
  const [wide, high] = [width + 2 * EDGE, height + 2 * EDGE];
  copy.prepend(svg("rect", { x: -EDGE, y: -EDGE, width: wide, height: high, fill: "#fff" }));
  for (const [name, value] of [["viewBox", `${-EDGE} ${-EDGE} ${wide} ${high}`], ["width", wide], ["height", high]]) copy.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(copy), wide, high };
}

export function saveSvg(chart, name) {
  download(`${name}.svg`, standalone(chart).text, "image/svg+xml");
}

export async function savePng(chart, name) {
  const { text, wide, high } = standalone(chart);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas", { width: wide * SHARP, height: high * SHARP });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
  download(`${name}.png`, picture, "image/png");
}
