// Keeps what is being typed into a form until it is sent, in this tab of the browser alone: a call, or another page, loses none of it. Signing out clears it.
const FIELDS = "textarea[name], input[type='text'][name]";
// What it was written on goes with the words, so that what changed since is found when they are sent.
const READ = "input[type='hidden']:is([name='version'], [name='edits'], [name^='seen'])";
sessionStorage.removeItem("sent"); // a page with forms came after it, so it was taken, or is in its form again

class KeepTyped extends HTMLElement {
  #read = new Map();

  get #form() {
    return this.querySelector("form");
  }

  get #place() {
    const to = new URL(this.#form.getAttribute("action") || location.href, location.href); // it may stand on several pages
    return `typed ${this.getAttribute("by")} ${to.pathname}${to.search}`;
  }

  get #fields() {
    return [...this.querySelectorAll(FIELDS)];
  }

  get #typedNow() {
    const all = [...this.#fields, ...this.querySelectorAll(READ)];
    return JSON.stringify(Object.fromEntries(all.map((field) => [field.name, field.value])));
  }

  #typed = () => sessionStorage.setItem(this.#place, this.#typedNow);

  #sent = (event) => {
    if (event.defaultPrevented) return;
    sessionStorage.removeItem(this.#place);
    const sent = { place: this.#place, typed: this.#typedNow, from: location.href.split("#")[0], at: Date.now() };
    sessionStorage.setItem("sent", JSON.stringify(sent)); // see typed-again
  };

  #anew = (event) => {
    if (!event.target.closest("button")) return;
    this.#form.reset();
    for (const [field, value] of this.#read) field.value = value;
    sessionStorage.removeItem(this.#place);
    event.currentTarget.hidden = true;
    this.#fields[0].focus();
  };

  #bringBack() {
    const typed = JSON.parse(sessionStorage.getItem(this.#place) ?? "{}");
    const lost = this.#fields.filter((field) => typed[field.name] && typed[field.name] !== field.value);
    if (!lost.length) return;
    for (const field of this.querySelectorAll(READ)) {
      this.#read.set(field, field.value);
      field.value = typed[field.name] ?? field.value;
    }
    for (const field of lost) {
      field.value = typed[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.closest("details")?.setAttribute("open", "");
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
