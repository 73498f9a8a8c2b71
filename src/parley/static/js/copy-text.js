// Copies the text of another element, and says so; a form with the attribute data-on-copy inside is sent as the statement.
class CopyText extends HTMLElement {
  #copy = async (event) => {
    if (!event.target.closest("button[type=button]")) return;
    const source = document.getElementById(this.getAttribute("from"));
    if (!source) throw new Error(`copy-text: there is no element with the id "${this.getAttribute("from")}"`);
    const text = "value" in source ? source.value : source.innerText;
    const status = this.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = this.getAttribute("done");
    } catch {
      getSelection().selectAllChildren(source);
    }
    this.dispatchEvent(new CustomEvent("copied", { bubbles: true, detail: { text } }));
    this.querySelector("form[data-on-copy]")?.requestSubmit();
  };

  connectedCallback() {
    this.addEventListener("click", this.#copy);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#copy);
  }
}

customElements.define("copy-text", CopyText);
