// Items of a list that may be dragged to another place: dropping one sends its own form, as its buttons do.
class ReorderList extends HTMLElement {
  #held = null;

  #items() {
    return [...this.querySelectorAll("[data-item]")];
  }

  #start = (event) => {
    const item = event.target.closest?.("[data-item]");
    if (!item) return;
    this.#held = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.id);
    item.classList.add("is-held");
  };

  #over = (event) => {
    const target = event.target.closest?.("[data-item]");
    if (!this.#held || !target) return;
    event.preventDefault();
    this.#mark(target === this.#held ? null : target);
  };

  #drop = (event) => {
    const target = event.target.closest?.("[data-item]");
    const held = this.#held;
    this.#end();
    if (!held || !target || target === held) return;
    event.preventDefault();
    const form = held.querySelector("form[data-place]");
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "position";
    place.value = String(this.#items().indexOf(target) + 1);
    form.append(place);
    form.requestSubmit();
  };

  #end = () => {
    this.#mark(null);
    this.#held?.classList.remove("is-held");
    this.#held = null;
  };

  #mark(target) {
    for (const item of this.#items()) item.classList.toggle("is-target", item === target);
  }

  connectedCallback() {
    for (const item of this.#items()) item.draggable = true;
    this.addEventListener("dragstart", this.#start);
    this.addEventListener("dragover", this.#over);
    this.addEventListener("drop", this.#drop);
    this.addEventListener("dragend", this.#end);
  }

  disconnectedCallback() {
    this.removeEventListener("dragstart", this.#start);
    this.removeEventListener("dragover", this.#over);
    this.removeEventListener("drop", this.#drop);
    this.removeEventListener("dragend", this.#end);
  }
}

customElements.define("reorder-list", ReorderList);
