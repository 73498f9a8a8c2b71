// Copies the text of another element when its button is pressed, and only then sends the button's form: the text is in the clipboard before the page changes.
class CopyFirst extends HTMLElement {
  #press = async (event) => {
    const button = event.target.closest("button");
    if (!button?.form) return;
    const source = document.getElementById(this.getAttribute("from"));
    if (!source) throw new Error(`copy-first: there is no element with the id "${this.getAttribute("from")}"`);
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      // The page that follows shows the text, to be copied by hand.
    }
    button.form.requestSubmit(button);
  };

  connectedCallback() {
    this.addEventListener("click", this.#press);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#press);
  }
}

customElements.define("copy-first", CopyFirst);
