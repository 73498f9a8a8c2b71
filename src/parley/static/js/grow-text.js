// A text field that grows with what is typed, where the browser cannot do so by its stylesheet.
class GrowText extends HTMLElement {
  #least = 0;

  #grow = () => {
    const field = this.querySelector("textarea");
    const lines = field.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / field.cols), 0);
    field.rows = Math.min(24, Math.max(this.#least, lines + 1));
  };

  connectedCallback() {
    const field = this.querySelector("textarea");
    if (!field || CSS.supports("field-sizing", "content")) return;
    this.#least = field.rows;
    this.addEventListener("input", this.#grow);
    this.#grow();
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#grow);
  }
}

customElements.define("grow-text", GrowText);
