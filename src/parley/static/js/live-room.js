// The live room: listens to what happens, fetches the parts of the page that changed, sends its forms without leaving
// the page, and tells a screen reader in short sentences, never more than one in four seconds.
const SAY_EVERY = 4000;
const LOOK_EVERY = 30000; // while there is no stream, or the room is not open yet
const AGAIN = 2000; // after a part could not be fetched
const SOON = 5 * 60; // seconds before an item’s time is up

class LiveClock extends HTMLElement {
  #timer = 0;

  #tick = () => {
    const room = this.closest("live-room");
    const left = Math.round((Date.parse(this.dataset.ends) - room.now()) / 1000);
    const seconds = Math.abs(left);
    const digits = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    const over = this.querySelector("span") ?? this.appendChild(document.createElement("span"));
    this.querySelector("b").textContent = digits;
    over.textContent = left < 0 ? this.dataset.over : "";
    this.classList.toggle("is-over", left < 0);
    if (left === SOON) room.say("clock", this.dataset.soon);
    if (left === 0) room.say("clock", this.dataset.up);
  };

  connectedCallback() {
    this.#tick();
    this.#timer = setInterval(this.#tick, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }
}

class LiveRoom extends HTMLElement {
  #ahead = 0; // of the server's clock, in milliseconds
  #stream = null;
  #lost = 0;
  #due = new Map(); // part -> timer
  #held = new Map(); // part -> what came while somebody typed in it
  #tags = new Map();
  #said = new Map();
  #queue = new Map();
  #saidAt = 0;
  #timers = [];

  now() {
    return Date.now() + this.#ahead;
  }

  connectedCallback() {
    this.#ahead = Date.parse(this.dataset.now) - Date.now();
    for (const part of this.#parts()) this.#said.set(part.dataset.part, sentences(part));
    document.addEventListener("submit", this.#submit);
    this.addEventListener("focusout", () => setTimeout(() => this.#release(), 0));
    this.#timers = [setInterval(this.#speak, 500), setInterval(this.#look, LOOK_EVERY), setInterval(this.#refresh, 10000)];
    this.#listen();
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this.#submit);
    for (const timer of this.#timers) clearInterval(timer);
    this.#stream?.close();
  }

  say(what, sentence) {
    if (sentence) this.#queue.set(what, sentence);
  }

  #parts() {
    return [...this.querySelectorAll("[data-part]")];
  }

  #listen() {
    this.#stream = new EventSource(this.dataset.stream);
    this.#stream.addEventListener("message", (event) => this.#changed(JSON.parse(event.data).parts));
    this.#stream.addEventListener("open", () => {
      if (this.#lost) this.#changed(this.#parts().map((part) => part.dataset.part));
      clearTimeout(this.#lost);
      this.#lost = 0;
      this.#state("");
    });
    this.#stream.addEventListener("error", () => {
      this.#lost ||= setTimeout(() => this.#state(this.dataset.lost), 3000);
      if (this.#stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000 + Math.random() * 5000);
    });
  }

  #state(sentence) {
    const state = this.querySelector("[data-state]");
    if (!sentence && !state.hidden) this.say("state", this.dataset.back);
    if (sentence) this.say("state", sentence);
    state.hidden = !sentence;
    state.textContent = sentence;
  }

  #changed(names) {
    const here = this.#parts().map((part) => part.dataset.part);
    if (this.dataset.running !== "yes" || !here.length) {
      if (names.length > 5) this.#reload(); // it was opened, or the meeting went on to another item
      return;
    }
    const spread = Number(this.dataset.spread);
    for (const name of names.filter((each) => here.includes(each))) this.#soon(name, Math.random() * spread);
  }

  #soon(name, wait) {
    if (this.#due.has(name)) return;
    this.#due.set(name, setTimeout(() => {
      this.#due.delete(name);
      this.#fetch(name);
    }, wait));
  }

  async #fetch(name) {
    const headers = this.#tags.has(name) ? { "If-None-Match": this.#tags.get(name) } : {};
    let answer;
    try {
      answer = await fetch(`${this.dataset.parts}${name}/`, { headers, redirect: "manual", cache: "no-store" });
    } catch {
      return this.#soon(name, AGAIN + Math.random() * AGAIN);
    }
    if (answer.status >= 500) return this.#soon(name, AGAIN + Math.random() * AGAIN);
    if (answer.type === "opaqueredirect" || answer.status === 404) return this.#reload();
    if (answer.status !== 200) return;
    if (answer.headers.get("ETag") === '"nothing"') return this.#reload();
    this.#tags.set(name, answer.headers.get("ETag"));
    this.#show(name, await answer.text());
  }

  #show(name, html) {
    const part = this.querySelector(`[data-part="${name}"]`);
    if (!part) return;
    if (isTypedIn(part)) {
      this.#held.set(name, html);
      return;
    }
    this.#held.delete(name);
    const focus = part.contains(document.activeElement) ? addressOf(document.activeElement) : "";
    const open = [...part.querySelectorAll("details[open] > summary")].map((each) => each.textContent);
    part.innerHTML = html;
    for (const summary of part.querySelectorAll("details > summary")) {
      if (open.includes(summary.textContent)) summary.parentElement.open = true;
    }
    window.htmx?.process?.(part);
    if (focus) (part.querySelector(focus) ?? part.querySelector("button, a, input"))?.focus({ preventScroll: true });
    const sentence = sentences(part);
    if (sentence !== this.#said.get(name)) this.say(name, sentence);
    this.#said.set(name, sentence);
  }

  #release() {
    for (const [name, html] of [...this.#held]) this.#show(name, html);
  }

  #submit = async (event) => {
    const form = event.target;
    const action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    if (!this.contains(event.submitter ?? form) || !action?.includes("/live/") || action.endsWith("/opening/")) return;
    event.preventDefault();
    const part = (event.submitter ?? form).closest("[data-part]");
    const button = event.submitter;
    if (button?.disabled) return;
    const body = new URLSearchParams(new FormData(form, button)); // before the button is disabled, which leaves it out
    if (button) button.disabled = true;
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { "X-Live": "yes" }, redirect: "manual" });
      if (answer.ok) {
        clear(form);
        this.#refuse(part, "");
        for (const each of this.#parts()) if (each === part || ["floor", "mine"].includes(each.dataset.part)) this.#fetch(each.dataset.part);
      } else if (answer.status === 422 && answer.headers.get("Content-Type").startsWith("text/plain")) {
        this.#refuse(part, await answer.text());
      } else {
        this.#refuse(part, this.dataset.lost);
        this.#reload();
      }
    } catch {
      this.#refuse(part, this.dataset.lost);
    } finally {
      if (button) button.disabled = false;
    }
  };

  #refuse(part, sentence) {
    let refusal = part?.querySelector(":scope > [data-refused]");
    if (!sentence) return refusal?.remove();
    if (!refusal) {
      refusal = document.createElement("p");
      refusal.className = "refusal";
      refusal.setAttribute("role", "alert");
      refusal.dataset.refused = "";
      (part ?? this).prepend(refusal);
    }
    refusal.textContent = sentence;
    refusal.scrollIntoView({ block: "nearest" });
  }

  #reload() {
    if (this.#parts().some(isTypedIn)) return;
    setTimeout(() => location.reload(), Math.random() * Number(this.dataset.spread));
  }

  #look = () => {
    if (this.dataset.running !== "yes" && document.visibilityState === "visible") location.reload();
  };

  #refresh = () => {
    for (const each of this.querySelectorAll("[data-refresh]")) this.#fetch(each.closest("[data-part]").dataset.part);
  };

  #speak = () => {
    if (!this.#queue.size || Date.now() - this.#saidAt < SAY_EVERY) return;
    const [what, sentence] = [...this.#queue][this.#queue.size - 1];
    const first = this.#queue.has("mine") ? ["mine", this.#queue.get("mine")] : [what, sentence];
    this.#queue.delete(first[0]);
    this.#saidAt = Date.now();
    this.querySelector("[data-announcer]").textContent = first[1];
  };
}

function sentences(part) {
  return [...part.querySelectorAll("[data-say]")].map((each) => each.dataset.say.trim()).filter(Boolean).join(" ");
}

function isTypedIn(part) {
  return [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
}

function addressOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const name = element.getAttribute("name");
  const action = element.getAttribute("formaction");
  if (!name) return "";
  const value = element.value && element.tagName === "BUTTON" ? `[value="${CSS.escape(element.value)}"]` : "";
  return `[name="${CSS.escape(name)}"]${value}${action ? `[formaction="${CSS.escape(action)}"]` : ""}`;
}

function clear(form) {
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) field.value = field.defaultValue;
}

customElements.define("live-room", LiveRoom);
customElements.define("live-clock", LiveClock);
