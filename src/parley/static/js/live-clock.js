// The clock of the item that is on, by the server’s time, which the live room round it knows.
const SOON = 5 * 60; // seconds before an item’s time is up

class LiveClock extends HTMLElement {
  #timer = 0;
  #left = NaN; // seconds, when it was looked at last

  #tick = () => {
    const room = this.closest("live-room");
    const left = Math.round((Date.parse(this.dataset.ends) - room.now()) / 1000);
    const seconds = Math.abs(left);
    const digits = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    const over = this.querySelector("span") ?? this.appendChild(document.createElement("span"));
    this.querySelector("b").textContent = digits;
    over.textContent = left < 0 ? this.dataset.over : "";
    this.classList.toggle("is-over", left < 0);
    if (this.#left > SOON && left <= SOON) room.say("clock", this.dataset.soon); // a timer may skip a second
    if (this.#left > 0 && left <= 0) room.say("clock", this.dataset.up);
    this.#left = left;
  };

  connectedCallback() {
    this.#tick();
    this.#timer = setInterval(this.#tick, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }
}

customElements.define("live-clock", LiveClock);
