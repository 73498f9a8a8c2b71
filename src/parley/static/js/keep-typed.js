// Keeps what is being typed into a form until it is sent, in this tab of the browser alone: a call, or another page, loses none of it. Signing out clears it.
const FIELDS = "textarea[name], input[type='text'][name]";

class KeepTyped extends HTMLElement {
  #place = `typed ${this.getAttribute("by")} ${location.pathname}${location.search}`;

  get #fields() {
    return [...this.querySelectorAll(FIELDS)];
  }

  #typed = () => {
    const typed = Object.fromEntries(this.#fields.map((field) => [field.name, field.value]));
    sessionStorage.setItem(this.#place, JSON.stringify(typed));
  };

  #sent = (event) => {
    if (!event.defaultPrevented) sessionStorage.removeItem(this.#place);
  };

  #anew = (event) => {
    if (!event.target.closest("button")) return;
    this.querySelector("form").reset();
    sessionStorage.removeItem(this.#place);
    event.currentTarget.hidden = true;
    this.#fields[0].focus();
  };

  #bringBack() {
    const typed = JSON.parse(sessionStorage.getItem(this.#place) ?? "{}");
    const lost = this.#fields.filter((field) => typed[field.name] && typed[field.name] !== field.value);
    if (!lost.length) return;
    for (const field of lost) {
      field.value = typed[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const note = this.firstElementChild;
    note.hidden = false;
    note.addEventListener("click", this.#anew);
  }

  connectedCallback() {
    if (this.hasAttribute("refused")) this.#typed(); // it was not sent after all
    else this.#bringBack();
    this.addEventListener("input", this.#typed);
    this.addEventListener("submit", this.#sent);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.#typed);
    this.removeEventListener("submit", this.#sent);
  }
}

customElements.define("keep-typed", KeepTyped);
