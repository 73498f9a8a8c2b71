// A question before something is done: it opens in sight; Escape or a press elsewhere closes it, and the focus goes back
// to the button.
class ConfirmButton extends HTMLElement {
  #outside = (event) => {
    if (!this.contains(event.target)) this.#close(false);
  };

  #pressed = (event) => {
    if (event.key === "Escape") this.#close(true);
  };

  #opened = (event) => {
    if (event.target.open) event.target.querySelector(".confirm-body")?.scrollIntoView({ block: "nearest" });
  };

  #close(back) {
    const details = this.querySelector("details");
    if (!details || !details.open) return;
    details.open = false;
    if (back) details.querySelector("summary").focus();
  }

  connectedCallback() {
    this.addEventListener("keydown", this.#pressed);
    this.addEventListener("toggle", this.#opened, true); // it does not bubble
    document.addEventListener("click", this.#outside);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#pressed);
    this.removeEventListener("toggle", this.#opened, true);
    document.removeEventListener("click", this.#outside);
  }
}

customElements.define("confirm-button", ConfirmButton);
