// The first action on the home page becomes "continue" once a lesson was opened on this device.

customElements.define("courseware-continue", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    let last = null;
    try {
      last = JSON.parse(localStorage.getItem(`courseware:${new URL(document.querySelector(".md-logo").href).pathname}:last`));
    } catch { /* blocked or corrupted: start from the beginning */ }
    if (typeof last?.href !== "string" || typeof last.title !== "string" || !URL.canParse(last.href, location.href)) return;
    const target = new URL(last.href, location.href);
    // Only a lesson of this course: what is stored may have been written by another page of the same host.
    if (!target.href.startsWith(new URL("lessons/", document.querySelector(".md-logo").href).href) || target.href === link.href) return;
    link.href = target.href;
    link.querySelector(".cw-action-label").textContent = this.dataset.label;
    link.querySelector(".cw-action-detail").textContent = last.title;
  }
});
