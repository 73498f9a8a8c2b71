// The two questions after a meeting are sent together with the second tap; with a keyboard, by the button, since
// arrows choose on their way.
class TwoTaps extends HTMLElement {
  #chosen = (event) => {
    if (event.detail === 0 || event.target.type !== "radio") return; // no pointer
    const asked = new Set([...this.querySelectorAll("[type=radio]")].map((each) => each.name));
    if (this.querySelectorAll("[type=radio]:checked").length === asked.size) this.closest("form").requestSubmit();
  };

  connectedCallback() {
    this.addEventListener("click", this.#chosen);
  }
}

customElements.define("two-taps", TwoTaps);
