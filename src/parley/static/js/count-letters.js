// Counts what is typed into a text field as its form will, and says near the end how much is left.
const NEAR = 100;

class CountLetters extends HTMLElement {
  #count = () => {
    const left = Number(this.getAttribute("most")) - [...this.field.value].length;
    const words = this.getAttribute(left < 0 ? "over" : "left").replace("%s", Math.abs(left));
    this.querySelector("[role=status]").textContent = left <= NEAR ? words : "";
  };

  get field() {
    return this.querySelector("textarea");
  }

  connectedCallback() {
    this.addEventListener("input", this.#count);
    this.#count();
  }
}

customElements.define("count-letters", CountLetters);
