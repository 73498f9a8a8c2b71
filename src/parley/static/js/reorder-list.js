// Items of a list that take another place: dragged by their handle with mouse, pen or finger, or moved with the arrow
// keys while it has the focus. What is sent is the item's own form, as its buttons send it; the answer is the list anew.
const PAUSE = 450; // ms after the last key before the place is sent
const EDGE = 100; // px from the window's edge at which it scrolls along

class ReorderList extends HTMLElement {
  #drag = null;
  #due = null;
  #busy = false;
  #order = null; // before what has not been sent yet
  #placing = false;

  #items() {
    return [...this.querySelectorAll("[data-item]")];
  }

  #down = (event) => {
    const handle = event.target.closest?.("[data-handle]");
    if (!handle || event.button || this.#busy || this.#due || this.#drag) return;
    const item = handle.closest("[data-item]");
    this.#drag = { item, pointer: event.pointerId, to: null };
    this.setPointerCapture(event.pointerId);
    item.classList.add("is-held");
  };

  #over = (event) => {
    if (this.#drag?.pointer !== event.pointerId) return;
    const step = event.clientY < EDGE ? -14 : event.clientY > window.innerHeight - EDGE ? 14 : 0;
    if (step) window.scrollBy({ top: step, behavior: "instant" });
    const others = this.#items().filter((each) => each !== this.#drag.item);
    const below = others.findIndex((each) => {
      const box = each.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    this.#drag.to = below < 0 ? others.length : below;
    this.#mark(others[this.#drag.to], others.at(-1));
  };

  #up = (event) => {
    if (this.#drag?.pointer !== event.pointerId) return;
    const { item, to } = this.#drag;
    this.#let();
    if (to !== null && to !== this.#items().indexOf(item)) {
      this.#place(item, to);
      this.#send(item);
    }
  };

  #let = () => {
    this.#mark(null, null);
    this.#drag?.item.classList.remove("is-held");
    this.#drag = null;
  };

  #mark(before, last) {
    for (const each of this.#items()) {
      each.classList.toggle("is-before", each === before);
      each.classList.toggle("is-after", !before && each === last);
    }
  }

  #key = (event) => {
    if (event.key === "Escape" && this.#drag) this.#let();
    const item = event.target.closest?.("[data-handle]")?.closest("[data-item]");
    if (!item || this.#busy || this.#drag) return;
    const items = this.#items();
    const from = items.indexOf(item);
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to >= items.length || to === from || (this.#due && this.#due.item !== item)) return;
    this.#place(item, to);
    clearTimeout(this.#due?.timer);
    this.#due = { item, timer: setTimeout(() => this.#send(item), PAUSE) };
  };

  #away = (event) => {
    if (!this.#due || this.#placing || this.contains(event.relatedTarget)) return;
    clearTimeout(this.#due.timer);
    this.#send(this.#due.item);
  };

  #place(item, to) {
    const others = this.#items().filter((each) => each !== item);
    this.#order ??= this.#items();
    this.#placing = true; // an element that is put elsewhere loses the focus for a moment
    if (to < others.length) others[to].before(item);
    else others.at(-1).after(item);
    item.querySelector("[data-handle]").focus();
    this.#placing = false;
    const words = { title: item.dataset.item, number: to + 1, of: others.length + 1 };
    this.#say(this.dataset.moved.replace(/\{(title|number|of)\}/g, (_all, name) => words[name]));
  }

  async #send(item) {
    this.#due = null;
    this.#busy = true;
    const form = item.querySelector("form[data-place]");
    const sent = new FormData(form);
    sent.set("position", String(this.#items().indexOf(item) + 1));
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"), item.id);
    } catch {
      item.parentElement.append(...this.#order);
      document.dispatchEvent(new Event("htmx:error")); // the page says that the server could not be reached
    } finally {
      this.#order = null;
      this.#busy = false;
    }
  }

  #show(page, id) {
    const fresh = page.querySelector("reorder-list [data-list]");
    if (!fresh) {
      window.location.reload();
      return;
    }
    const focused = this.contains(document.activeElement);
    this.querySelector("[data-list]").replaceWith(document.adoptNode(fresh));
    this.#ready();
    this.querySelector(".refusal")?.remove();
    const refusal = page.querySelector(".refusal");
    if (refusal) {
      this.#say("");
      this.prepend(document.adoptNode(refusal));
    }
    if (focused) document.getElementById(id)?.querySelector("[data-handle]")?.focus({ preventScroll: true });
  }

  #say(words) {
    this.querySelector("[data-said]").textContent = words;
  }

  #ready() {
    for (const handle of this.querySelectorAll("[data-handle]")) handle.hidden = false;
  }

  #heard = [
    ["pointerdown", this.#down], ["pointermove", this.#over], ["pointerup", this.#up], ["pointercancel", this.#let],
    ["keydown", this.#key], ["focusout", this.#away],
  ];

  connectedCallback() {
    this.#ready();
    for (const [name, hear] of this.#heard) this.addEventListener(name, hear);
  }

  disconnectedCallback() {
    for (const [name, hear] of this.#heard) this.removeEventListener(name, hear);
  }
}

customElements.define("reorder-list", ReorderList);
