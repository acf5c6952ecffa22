// The one script of every page: language links, term tooltips, wide tables, the drawer's keys, and the loader of widgets.

const WIDGETS = { "courseware-quiz": "./quiz.js", "courseware-continue": "./continue.js", "courseware-print": "./print.js" };

function loadWidgets(root) {
  for (const [name, file] of Object.entries(WIDGETS)) {
    if (root.querySelector(name) && !customElements.get(name)) import(new URL(file, import.meta.url));
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
  document.body.append(tip);
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

// The drawer and search buttons are labels of hidden boxes: give them the keys of a button.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hideTip();
    const drawer = document.getElementById("__drawer");
    if (drawer?.checked) {
      drawer.click();
      document.querySelector('label[role="button"][for="__drawer"]')?.focus();
    }
  }
  if ((event.key === "Enter" || event.key === " ") && event.target instanceof HTMLLabelElement && event.target.role === "button") {
    event.preventDefault();
    event.target.click();
  }
});

document.getElementById("__drawer")?.addEventListener("change", (event) => {
  const open = event.target.checked;
  document.querySelector('label[role="button"][for="__drawer"]')?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector(".md-sidebar--primary a:not(.md-logo), .md-sidebar--primary label[tabindex]")?.focus();
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
  showLanguages();
  watchWideTables();
  rememberLesson();
  loadWidgets(document);
}

if (window.document$) window.document$.subscribe(arrive);
else arrive();
