// Keys of the inbox. They act wherever one is on its page, but not while one types or chooses, so they take no letter:
// each leads to what is marked with it (a link is followed, a form opened and entered), and nothing is sent by them.
class TriageKeys extends HTMLElement {
  #list = () => this.querySelector("[data-triage]");

  #typing = (target) => Boolean(target.closest("input, textarea, select, [contenteditable], [popover]"));

  #pressed = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element)) return;
    const list = this.#list();
    if (event.key === "Escape" && this.contains(event.target) && !list.contains(event.target)) {
      (list.querySelector("[aria-current]") ?? list.querySelector("a")).focus();
      return;
    }
    if (this.#typing(event.target) || event.key.length !== 1) return;
    const wanted = [...this.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key.toLowerCase());
    if (!wanted) return;
    event.preventDefault();
    this.#lead(wanted);
  };

  #lead(wanted) {
    if (wanted instanceof HTMLAnchorElement) {
      wanted.click();
      return;
    }
    const details = wanted.querySelector("details");
    if (details) details.open = true;
    (details ? details.querySelector("input:not([type=hidden]), textarea, select") : wanted).focus();
  }

  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
  }
}

customElements.define("triage-keys", TriageKeys);
