// A button that prints the page; without scripts there is none, and the browser's own menu does it.

customElements.define("courseware-print", class extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cw-button";
    button.textContent = this.dataset.label;
    button.addEventListener("click", () => print());
    this.append(button);
  }
});
