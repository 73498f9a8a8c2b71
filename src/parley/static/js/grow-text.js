// A text field that grows with what is typed, up to 24 lines.
class GrowText extends HTMLElement {
  #grow = () => {
    const field = this.querySelector("textarea");
    while (field && field.scrollHeight > field.clientHeight + 2 && field.rows < 24) field.rows += 1;
  };

  connectedCallback() {
    this.addEventListener("input", this.#grow);
    this.#grow();
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#grow);
  }
}

customElements.define("grow-text", GrowText);
