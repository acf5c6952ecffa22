// What the page shows is whole without scripts.

customElements.define("courseware-rubric", class extends HTMLElement {});
