// What the page shows is whole without scripts.

customElements.define("courseware-results", class extends HTMLElement {});
