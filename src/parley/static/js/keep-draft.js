// Keeps what is being written, while it is typed and when one leaves, at the address `to`: it is there again on any device.
const EVERY = 2000; // milliseconds, however fast one types

class KeepDraft extends HTMLElement {
  #waits = 0;
  #said = false;
  #going = new AbortController();

  #typed = (event) => {
    if (event.target.name !== "text" || this.#said) return;
    this.#waits ||= setTimeout(this.#keep, EVERY);
  };

  #sent = (event) => {
    if (event.defaultPrevented) return;
    this.#said = true;
    this.#forget();
    this.#going.abort(); // what is on its way must not come after what is said
  };

  #left = () => {
    if (this.#waits) this.#keep();
  };

  #hidden = () => {
    if (document.hidden) this.#left();
  };

  // The page as it was, come back to: what it holds may be changed and is a draft again.
  #back = (event) => {
    if (event.persisted) this.#said = false;
  };

  #forget() {
    clearTimeout(this.#waits);
    this.#waits = 0;
  }

  #keep = async () => {
    this.#forget();
    const form = this.querySelector("form");
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "text"]) body.set(name, form.elements[name].value);
    this.#going.abort(); // nor must an older draft come after a newer one
    this.#going = new AbortController();
    try {
      await fetch(this.getAttribute("to"), { method: "POST", body, keepalive: true, signal: this.#going.signal });
    } catch {
      // It stands in the form; the next letter tries again.
    }
  };

  connectedCallback() {
    if (!this.hasAttribute("to")) return;
    this.addEventListener("input", this.#typed);
    this.addEventListener("submit", this.#sent);
    document.addEventListener("visibilitychange", this.#hidden);
    window.addEventListener("pagehide", this.#left);
    window.addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() {
    this.#left();
    document.removeEventListener("visibilitychange", this.#hidden);
    window.removeEventListener("pagehide", this.#left);
    window.removeEventListener("pageshow", this.#back);
  }
}

customElements.define("keep-draft", KeepDraft);
