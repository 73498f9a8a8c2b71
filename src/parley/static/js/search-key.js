// The key "/" brings one to the search from anywhere on a page; Escape leaves it again.
class SearchKey extends HTMLElement {
  #from = null;

  #typing(target) {
    return target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable]"));
  }

  #pressed = (event) => {
    const field = this.querySelector("input");
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !this.#typing(event.target)) {
      event.preventDefault();
      const menu = this.closest("[popover]");
      if (menu && !field.checkVisibility()) menu.showPopover();
      this.#from = document.activeElement;
      field.focus();
      field.select();
    } else if (event.key === "Escape" && event.target === field) {
      field.blur();
      if (this.#from instanceof HTMLElement) this.#from.focus();
    }
  };

  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
  }
}

customElements.define("search-key", SearchKey);
