// The one script of every page: language links, term tooltips, wide tables, the theme's buttons, and the loader of widgets.

// A widget is the script that its element is named for.
function loadWidgets() {
  for (const { localName } of document.querySelectorAll(":not(:defined)")) {
    const [, name] = localName.split("courseware-");
    if (name) import(`./${name}.js`);
  }
}

// Instant navigation keeps the header: the page's own language links come with its content.
function showLanguages() {
  const source = document.getElementById("courseware-languages");
  const place = document.querySelector("[data-courseware-languages]");
  if (source && place) place.replaceChildren(source.content.cloneNode(true));
}

// A table that is wider than the page scrolls, and can then be reached and scrolled by keyboard.
const watchTables = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wide = target.scrollWidth > target.clientWidth + 1;
    target.classList.toggle("cw-table--wide", wide);
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", target.dataset.label]]) {
      if (wide) target.setAttribute(name, value);
      else target.removeAttribute(name);
    }
  }
});

function watchWideTables() {
  watchTables.disconnect();
  for (const box of document.querySelectorAll(".cw-table")) watchTables.observe(box);
}

// Terms: the link leads to the glossary; pointing, focusing or a first tap shows the definition.
const tip = document.createElement("div");
tip.className = "cw-tip";
tip.id = "courseware-tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
let shownFor = null;
let hiding = 0;

function showTip(term) {
  clearTimeout(hiding);
  if (shownFor === term) return;
  hideTip();
  shownFor = term;
  tip.textContent = term.dataset.definition;
  tip.hidden = false;
  tip.lang = term.closest("[lang]").lang;
  (document.querySelector("main") ?? document.body).append(tip);
  term.setAttribute("aria-describedby", tip.id);
  const at = term.getClientRects()[0];
  const width = tip.offsetWidth;
  const left = Math.min(Math.max(8, at.left), document.documentElement.clientWidth - width - 8);
  const below = at.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(below ? at.bottom + 4 : at.top - tip.offsetHeight - 4) + scrollY}px`;
}

function hideTip() {
  clearTimeout(hiding);
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
  tip.hidden = true;
}

const termOf = (event) => (event.target instanceof Element ? event.target.closest(".cw-term") : null);
const hideSoon = () => { hiding = setTimeout(hideTip, 250); };

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const term = termOf(event);
  if (term) showTip(term);
  else if (tip.contains(event.target)) clearTimeout(hiding);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && (termOf(event) || tip.contains(event.target))) hideSoon();
});
document.addEventListener("focusin", (event) => {
  const term = termOf(event);
  if (term && term.matches(":focus-visible")) showTip(term);
});
document.addEventListener("focusout", (event) => { if (termOf(event)) hideSoon(); });

let touched = null;
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "mouse" ? null : termOf(event);
  if (!termOf(event) && !tip.contains(event.target)) hideTip();
}, true);
document.addEventListener("click", (event) => {
  const term = termOf(event);
  if (term && term === touched && shownFor !== term) {
    event.preventDefault();
    event.stopPropagation();
    showTip(term);
  }
}, true);

// Material's buttons are labels of hidden boxes, which no key reaches and no screen reader names. With scripts they become
// buttons; `for` stays as an attribute, because the theme's styles ask for it.
const LABELS = ".md-header label:is(.md-header__button, .md-search__icon), "
  + ".md-sidebar--primary label:is(.md-nav__link, .md-nav__title:not([for=__drawer]))";
const drawer = document.getElementById("__drawer");
const search = document.getElementById("__search");
const headerButton = (box) => document.querySelector(`.md-header__button[for=${box.id}]`);

function makeButtons() {
  for (const label of document.querySelectorAll(LABELS)) {
    const box = document.getElementById(label.htmlFor);
    const button = document.createElement("button");
    for (const { name, value } of label.attributes) button.setAttribute(name, value);
    button.removeAttribute("tabindex");
    button.type = "button";
    button.append(...label.childNodes);
    const name = label.title || label.parentElement.querySelector("a")?.textContent.trim();
    if (name && !button.textContent.trim()) button.setAttribute("aria-label", name);
    label.replaceWith(button);
    button.addEventListener("click", () => box.click());
    if (box.type === "radio") box.hidden = true; // one of the light and dark pair: its button is enough
    else if (box !== search && !button.matches(".md-nav__title")) watchOpener(button, box);
  }
}

// A button that opens part of the contents; in the drawer that part covers the button and takes the focus.
function watchOpener(button, box) {
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  tell();
  box.addEventListener("change", () => {
    tell();
    if (box === drawer || !drawer.checked) return;
    // Without scrolling: the level is still outside the drawer, and the drawer would be scrolled away from it.
    if (box.checked) box.parentElement.querySelector("nav > .md-nav__title").focus({ preventScroll: true });
    else button.focus({ preventScroll: true });
  });
}

// While the drawer is open nothing behind it takes focus; a button of its own closes it.
drawer?.addEventListener("change", () => {
  const open = drawer.checked;
  const side = document.querySelector(".md-sidebar--primary");
  for (const behind of document.querySelectorAll("[data-md-component=skip], .md-header, .md-content, .md-footer, .md-top")) behind.inert = open;
  if (!open) {
    if (side.contains(document.activeElement) || document.activeElement === document.body) headerButton(drawer).focus();
    side.querySelector(".cw-close")?.remove();
    return;
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "cw-close";
  close.textContent = "✕";
  close.setAttribute("aria-label", headerButton(drawer).dataset.close);
  close.addEventListener("click", () => drawer.click());
  side.prepend(close);
  close.focus({ preventScroll: true }); // it is still moving in
});
matchMedia("(min-width: 76.25em)").addEventListener("change", () => { if (drawer?.checked) drawer.click(); });

search?.addEventListener("change", () => { if (search.checked) document.querySelector(".md-search__input").focus(); });

// The button of the other colour scheme takes the place of the one that was pressed, and its focus.
document.querySelector("[data-md-component=palette]")?.addEventListener("change", (event) => {
  const form = event.currentTarget;
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) form.querySelector("button:not([hidden])").focus();
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hideTip();
    if (drawer?.checked) drawer.click();
    // On a narrow screen the search box goes: the focus returns to the button that opened it.
    else if (search?.checked) requestAnimationFrame(() => headerButton(search).focus());
  }
  // The theme gives single letters a meaning everywhere: n would leave the page in the middle of a quiz.
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
});

// The theme's search listens for keys alone: what an input method, a paste or speech writes comes without any.
document.addEventListener("input", (event) => {
  if (event.target instanceof Element && event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"));
});

// For "continue": the last lesson that was opened, kept on this device.
function rememberLesson() {
  const title = document.querySelector(".cw-lesson-head h1");
  if (!title) return;
  try {
    const home = document.querySelector(".md-logo").href;
    localStorage.setItem(`courseware:${new URL(home).pathname}:last`, JSON.stringify({ href: location.pathname, title: title.textContent }));
  } catch { /* storage is blocked or full: there is nothing to continue */ }
}

function arrive() {
  hideTip();
  makeButtons();
  showLanguages();
  watchWideTables();
  rememberLesson();
  loadWidgets();
}

if (window.document$) window.document$.subscribe(arrive);
else arrive();
