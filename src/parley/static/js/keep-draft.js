// Keeps what is being written, a moment after it was typed, at the address `to`: it is there again on any device.
const PAUSE = 1000;

class KeepDraft extends HTMLElement {
  #waits = 0;
  #going = new AbortController();

  #later = (event) => {
    if (event.target.name !== "text") return;
    clearTimeout(this.#waits);
    this.#waits = setTimeout(this.#keep, PAUSE);
  };

  #sent = () => {
    clearTimeout(this.#waits);
    this.#going.abort(); // what is on its way must not come after what is said
  };

  #keep = async () => {
    const form = this.querySelector("form");
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "text"]) body.set(name, form.elements[name].value);
    this.#going = new AbortController();
    try {
      await fetch(this.getAttribute("to"), { method: "POST", body, keepalive: true, signal: this.#going.signal });
    } catch {
      // It stands in the form; the next letter tries again.
    }
  };

  connectedCallback() {
    if (!this.hasAttribute("to")) return;
    this.addEventListener("input", this.#later);
    this.addEventListener("submit", this.#sent);
  }

  disconnectedCallback() {
    clearTimeout(this.#waits);
  }
}

customElements.define("keep-draft", KeepDraft);
