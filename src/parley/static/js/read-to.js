// Says how far somebody has read, once the end of a conversation was in sight for a while; its button says it by hand.
const WHILE = 2000;

class ReadTo extends HTMLElement {
  #waits = 0;

  #seen = ([end]) => {
    clearTimeout(this.#waits);
    if (end.isIntersecting) this.#waits = setTimeout(this.#say, WHILE);
  };

  #say = async () => {
    const form = this.querySelector("form");
    this.#watch.disconnect();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type === "opaqueredirect" && !form.contains(document.activeElement)) this.hidden = true;
    } catch {
      // The button is still there.
    }
  };

  #watch = new IntersectionObserver(this.#seen, { threshold: 1 });

  connectedCallback() {
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    clearTimeout(this.#waits);
    this.#watch.disconnect();
  }
}

customElements.define("read-to", ReadTo);
