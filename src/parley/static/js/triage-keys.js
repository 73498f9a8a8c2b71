// Keys of the inbox. They act only while its list has the focus, so they take no letter from anything else on the page:
// each leads to what is marked with it (a link is followed, a form opened and entered), and nothing is sent by them.
class TriageKeys extends HTMLElement {
  #list = () => this.querySelector("[data-triage]");

  #pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    const list = this.#list();
    if (event.key === "Escape" && this.contains(event.target) && !list.contains(event.target)) {
      (list.querySelector("[aria-current]") ?? list.querySelector("a")).focus();
      return;
    }
    if (!list.contains(event.target) || event.key.length !== 1) return;
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
    this.addEventListener("keydown", this.#pressed);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#pressed);
  }
}

customElements.define("triage-keys", TriageKeys);
