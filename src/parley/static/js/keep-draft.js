// Keeps what is being written, while it is typed and when one leaves, at the address `to`: it is there again on any device.
const EVERY = 2000; // milliseconds, however fast one types

class KeepDraft extends HTMLElement {
  #waits = 0;
  #keeping = null;
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

  // Quoting reads the page anew, with what is kept by then.
  #quoting = async (event) => {
    const link = event.target.closest("a[href*='quote=']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!this.#waits && !this.#keeping) return;
    event.preventDefault();
    await (this.#waits ? this.#keep() : this.#keeping);
    location.assign(link.href);
  };

  #hidden = () => {
    if (document.hidden) this.#left();
  };

  // The page as it was, come back to: what it holds may be changed and is a draft again.
  #back = (event) => {
    if (event.persisted) this.#said = false;
    else this.#begin();
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
    const options = { method: "POST", body, keepalive: true, signal: this.#going.signal };
    const keeping = fetch(this.getAttribute("to"), options).catch(() => {}); // the next letter tries again
    this.#keeping = keeping;
    await keeping;
    if (this.#keeping === keeping) this.#keeping = null;
  };

  // Whoever came here to write goes on behind what stands there already.
  #begin() {
    const form = this.querySelector("form");
    if (location.hash !== `#${form.id}`) return;
    form.elements.text.focus();
    form.elements.text.setSelectionRange(1e6, 1e6);
  }

  connectedCallback() {
    if (!this.hasAttribute("to")) return;
    this.addEventListener("input", this.#typed);
    this.addEventListener("submit", this.#sent);
    document.addEventListener("click", this.#quoting);
    document.addEventListener("visibilitychange", this.#hidden);
    window.addEventListener("pagehide", this.#left);
    window.addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() {
    this.#left();
    document.removeEventListener("click", this.#quoting);
    document.removeEventListener("visibilitychange", this.#hidden);
    window.removeEventListener("pagehide", this.#left);
    window.removeEventListener("pageshow", this.#back);
  }
}

customElements.define("keep-draft", KeepDraft);
