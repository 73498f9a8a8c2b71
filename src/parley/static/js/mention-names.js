// Offers, below a text field, who can be named after the @ that is being typed: asked from the address `from`.
const PAUSE = 200;
const NAMING = /(?:^|[^\w@./])@([^\s@][^\n@]{0,60})$/u;
const JOINS = /^[\s.,;:!?)]/u; // what stands right behind a name

/** A name as it is compared: without capitals, each word of it behind one space. */
const folded = (name) => ` ${name.toLowerCase().split(/[\s-]+/u).join(" ").trim()}`;

class MentionNames extends HTMLElement {
  #waits = 0;
  #asked = 0;
  #list = null;
  #listed = ""; // what the list was asked for
  #taken = -1; // where the space ends that was set behind a name

  get #field() {
    return this.querySelector("textarea");
  }

  get #options() {
    return this.#list ? [...this.#list.querySelectorAll("[role=option]")] : [];
  }

  #typed = (event) => {
    if (event.target !== this.#field) return;
    clearTimeout(this.#waits);
    this.#fit();
    const naming = this.#naming();
    if (naming !== null) this.#waits = setTimeout(() => this.#ask(naming), PAUSE);
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
    this.#listed = naming;
    this.#field.after(list);
    this.#field.setAttribute("aria-controls", list.id);
    if (this.#options[0].hasAttribute("data-sure")) this.#choose(0); // Enter tells nobody by chance
    this.#fit();
  }

  // Leaves in the list what still goes with what is typed. Where a name is whole already, Enter begins a line.
  #fit() {
    if (!this.#list) return;
    const naming = this.#naming() ?? "";
    const typed = folded(naming);
    let whole = false;
    for (const option of this.#options) {
      const written = folded(option.dataset.written) === typed;
      whole ||= written;
      const goes = naming === this.#listed || (naming && folded(option.firstChild.data).includes(typed));
      if (written || !goes) option.remove();
    }
    const chosen = this.#list.querySelector("[aria-selected=true]");
    if (whole) chosen?.setAttribute("aria-selected", "false");
    if (whole || !chosen) this.#field.removeAttribute("aria-activedescendant");
    if (!this.#options.length) this.#close();
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
    const start = end - this.#naming().length;
    this.#close();
    field.focus();
    field.setSelectionRange(start, end);
    document.execCommand("insertText", false, `${option.dataset.written} `); // setRangeText could not be undone
    this.#taken = field.selectionStart;
  }

  // Lets what joins a name take the place of the space that was set behind it.
  #types = (event) => {
    const field = this.#field;
    const joins = event.inputType === "insertLineBreak" || JOINS.test(event.data ?? "");
    if (event.target === field && joins && field.selectionStart === this.#taken && field.selectionEnd === this.#taken)
      field.setSelectionRange(this.#taken - 1, this.#taken);
    this.#taken = -1;
  };

  #close() {
    this.#list?.remove();
    this.#list = null;
    this.#field?.removeAttribute("aria-activedescendant");
    this.#field?.removeAttribute("aria-controls");
  }

  #pressed = (event) => {
    if (!this.#list || event.target !== this.#field || event.isComposing) return;
    this.#fit();
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
    this.#fit();
    if (option?.isConnected) this.#take(option);
  };

  #left = () => setTimeout(() => this.#close(), PAUSE);

  connectedCallback() {
    if (!this.hasAttribute("from")) return;
    this.addEventListener("beforeinput", this.#types);
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
