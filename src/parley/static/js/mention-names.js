// Offers, below a text field, who can be named after the @ that is being typed: asked from the address `from`.
const PAUSE = 200;
const NAMING = /(?:^|[^\w@./])@([^\s@][^\n@]{0,60})$/u;

class MentionNames extends HTMLElement {
  #waits = 0;
  #asked = 0;
  #list = null;

  get #field() {
    return this.querySelector("textarea");
  }

  get #options() {
    return this.#list ? [...this.#list.querySelectorAll("[role=option]")] : [];
  }

  #typed = (event) => {
    if (event.target !== this.#field) return;
    clearTimeout(this.#waits);
    const naming = this.#naming();
    if (naming === null) this.#close();
    else this.#waits = setTimeout(() => this.#ask(naming), PAUSE);
  };

  #naming() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    return NAMING.exec(before)?.[1] ?? null;
  }

  async #ask(naming) {
    const asked = ++this.#asked;
    const address = new URL(this.getAttribute("from"), location.href);
    address.searchParams.set("q", naming);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || asked !== this.#asked || this.#naming() !== naming) return;
    this.#close();
    const fragment = document.createRange().createContextualFragment(await answer.text());
    const list = fragment.querySelector("[role=listbox]");
    if (!list) return;
    this.#list = list;
    this.#field.after(list);
    this.#field.setAttribute("aria-controls", list.id);
    if (this.#options[0].hasAttribute("data-sure")) this.#choose(0); // Enter tells nobody by chance
  }

  #choose(place) {
    const options = this.#options;
    const chosen = options[(place + options.length) % options.length];
    for (const each of options) each.setAttribute("aria-selected", String(each === chosen));
    this.#field.setAttribute("aria-activedescendant", chosen.id);
  }

  #take(option) {
    const field = this.#field;
    const end = field.selectionStart;
    const start = field.value.lastIndexOf("@", end - 1) + 1;
    field.setRangeText(`${option.dataset.written} `, start, end, "end");
    this.#close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    this.#list?.remove();
    this.#list = null;
    this.#field?.removeAttribute("aria-activedescendant");
    this.#field?.removeAttribute("aria-controls");
  }

  #pressed = (event) => {
    if (!this.#list || event.target !== this.#field || event.isComposing) return;
    const options = this.#options;
    const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const place = { ArrowDown: at + 1, ArrowUp: Math.max(at, 0) - 1 }[event.key];
    if (place !== undefined) this.#choose(place);
    else if (at >= 0 && (event.key === "Enter" || event.key === "Tab")) this.#take(options[at]);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  };

  #clicked = (event) => {
    const option = event.target.closest("[role=option]");
    if (option) this.#take(option);
  };

  #left = () => setTimeout(() => this.#close(), PAUSE);

  connectedCallback() {
    if (!this.hasAttribute("from")) return;
    this.addEventListener("input", this.#typed);
    this.addEventListener("keydown", this.#pressed);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("focusout", this.#left);
    this.#field.setAttribute("aria-autocomplete", "list");
  }

  disconnectedCallback() {
    clearTimeout(this.#waits);
  }
}

customElements.define("mention-names", MentionNames);
