// Small tools for scripts that build parts of a page. Words always become text nodes.

export function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

export function button(words, act, attributes = {}) {
  const element = make("button", { type: "button", class: "cw-button", ...attributes }, words);
  element.addEventListener("click", act);
  return element;
}

// Fills in the placeholders; numbers with two decimals at most.
export const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => {
  const value = values[name];
  return typeof value === "number" ? Math.round(value * 100) / 100 : value;
});

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// One level below the heading that the element stands under.
export function heading(element, attributes, words) {
  const all = [...document.querySelectorAll(":is(h1, h2, h3, h4, h5):not(.cw-live *)")];
  const above = all.filter((one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  return make(`h${Number(above?.tagName[1] ?? 1) + 1}`, attributes, words);
}

// Where the site lies on its host: the same in every language.
export const sitePath = () => {
  const root = document.getElementById("courseware-languages")?.dataset.root ?? "/";
  return new URL(root, location.href).pathname;
};

export const today = () => new Date().toLocaleDateString("sv"); // 2026-03-31, by this device's clock

export function download(name, data, type) {
  const url = URL.createObjectURL(new Blob([data], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers read it only after the click
}
