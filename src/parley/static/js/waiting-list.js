// When something is done from the list, the focus goes to what stands there now. On a line, j and k lead to the next and
// the one before; they act only while the focus is in the list.
class WaitingList extends HTMLElement {
  #place = -1;

  #rows = () => [...this.querySelectorAll(".waits")];

  #at = (target) => this.#rows().indexOf(target.closest(".waits"));

  #sent = (event) => {
    this.#place = this.#at(event.target);
  };

  #swapped = () => {
    if (this.#place < 0) return;
    const place = this.#place;
    this.#place = -1;
    this.#lead(place);
  };

  #pressed = (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.#at(event.target);
    if (at >= 0) this.#lead(Math.max(at + step, 0));
  };

  #lead(place) {
    const rows = this.#rows();
    const row = rows[Math.min(place, rows.length - 1)];
    (row?.querySelector("a") ?? this.querySelector("#waiting"))?.focus();
  }

  connectedCallback() {
    this.addEventListener("submit", this.#sent);
    this.addEventListener("keydown", this.#pressed);
    document.addEventListener("htmx:after:swap", this.#swapped);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.#swapped);
  }
}

customElements.define("waiting-list", WaitingList);
