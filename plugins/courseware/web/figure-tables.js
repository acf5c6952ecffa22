// The tables of figures, as the page has them for the sample data, and the charts below each.

import { saveSvg, savePng } from "./chart-files.js";
import { chartsOf, draw } from "./charts.js";
import { button, make, say, today } from "./elements.js";
import { shown } from "./statistics.js";

const NARROWEST = 240; // pixels: a chart in less is scaled down
const PAPER = 640; // pixels that a sheet has room for

// Paper is wider than a phone: there charts are drawn as wide as that, and afterwards as before.
const views = new WeakMap();
for (const [event, width] of [["beforeprint", PAPER], ["afterprint", 0]]) {
  addEventListener(event, () => { for (const place of document.querySelectorAll(".cw-chart-place")) views.get(place)?.draw(width); });
}

// One statistic: what the page has of it is filled in anew, what it lacks is made.
export class StatisticView {
  constructor(kit, id, section) {
    Object.assign(this, { kit, id, section, labels: kit.labels[id], boxes: new Map(), charts: new Map() });
    this.small = section.querySelector(".cw-small") ?? make("p", { class: "cw-small" });
    section.querySelector(":is(h2, h3, h4)").after(this.small);
    this.few = make("p", { class: "cw-live cw-few" }, kit.words.results.few);
  }

  // `source` says which data these are: {caption, note}.
  show(figures, source) {
    const { kit, section } = this;
    const words = kit.words.figures;
    const isSmall = figures.n < figures.least;
    this.small.hidden = !isSmall;
    this.small.textContent = isSmall ? say(words.small, { n: figures.n, least: figures.least }) : "";
    const caption = say(source.caption, { count: figures.n });
    for (const table of figures.tables) this.fill(table, caption);
    const charts = chartsOf(figures, kit, caption.replace(/^./u, (first) => first.toUpperCase()));
    for (const [key, { figure }] of this.charts) figure.hidden = !charts.some((chart) => chart.key === key);
    charts.forEach((chart, n) => {
      if (!this.charts.has(chart.key)) this.charts.set(chart.key, new ChartView(kit, chart));
      const { figure } = this.charts.get(chart.key);
      const before = charts.slice(0, n).findLast(({ table }) => table === chart.table);
      if (!figure.isConnected) (before ? this.charts.get(before.key).figure : this.boxes.get(chart.table)).after(figure);
      this.charts.get(chart.key).show(chart);
    });
    const isLacking = this.charts.size && !charts.length;
    if (isLacking) section.append(this.few);
    else this.few.remove();
  }

  fill(table, caption) {
    const { labels, section, kit: { words } } = this;
    const { part, rows, columns } = labels[table.name];
    if (!this.boxes.has(table.name)) {
      const box = section.querySelector(`[data-table="${CSS.escape(table.name)}"]`)?.closest(".cw-table") ?? this.make(table);
      this.boxes.set(table.name, box);
    }
    const grid = this.boxes.get(table.name).querySelector("table");
    const said = part ? `${part}${words.results.colon}${caption}` : caption.replace(/^./u, (first) => first.toUpperCase());
    grid.querySelector("caption").textContent = said;
    grid.tBodies[0].replaceChildren(...table.rows.map((row, n) => make(
      "tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, rows[row]),
      ...table.columns.map((column, at) => make("td", { role: "cell", "data-label": columns[column] }, this.value(row, column, table.values[n][at]))),
    )));
    grid.tHead.rows[0].replaceChildren(...[words.figures.head, ...table.columns.map((column) => columns[column])].map((name) => make("th", { scope: "col", role: "columnheader" }, name)));
  }

  value(row, column, value) {
    return typeof value === "string" ? this.kit.quadrants[this.id][value] : shown(column === "value" ? row : column, value);
  }

  make({ name, columns }) {
    const isStacked = columns.length > 2; // on a phone
    const grid = make(
      "table", { class: `cw-grid cw-figures${isStacked ? " cw-stacked" : ""}`, "data-table": name, role: "table" }, make("caption", {}),
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" })), make("tbody", { role: "rowgroup" }),
    );
    const label = this.kit.words.figures.scroll;
    const box = make("div", { class: "cw-table", "data-label": label, tabindex: 0, role: "group", "aria-label": label }, grid);
    this.section.append(box);
    return box;
  }
}

// A chart, drawn as wide as it stands, and saved on demand.
class ChartView {
  constructor(kit, { key, title }) {
    const { save_of, save_png, save_svg } = kit.words.results;
    const name = () => `${kit.id}-${key}-${today()}`;
    const act = (words, save) => button(words, () => save(this.drawn, name()), { "aria-label": say(save_of, { button: words, title }) });
    this.place = make("div", { class: "cw-chart-place" });
    this.space = 0;
    this.figure = make(
      "figure", { class: "cw-chart", "data-chart": key }, this.place,
      make("div", { class: "cw-live cw-controls cw-chart-controls" }, act(save_png, savePng), act(save_svg, saveSvg)),
    );
    views.set(this.place, this);
    // The observer says how wide it is: asking the page would lay it out once for every chart.
    new ResizeObserver(([{ contentRect }]) => {
      this.space = Math.floor(contentRect.width);
      this.draw();
    }).observe(this.place);
  }

  show(chart) {
    this.chart = chart;
    this.width = 0;
    this.draw();
  }

  draw(asked = 0) {
    const width = asked || Math.max(NARROWEST, this.space);
    if ((!asked && !this.space) || width === this.width) return;
    this.width = width;
    this.drawn = draw(this.chart, width);
    this.place.replaceChildren(this.drawn);
  }
}
