// The live room: listens to what happens, fetches the parts of the page that changed, sends its forms without leaving
// the page, and tells a screen reader in short sentences, never more than one in four seconds.
const SAY_EVERY = 4000;
const WATCH_EVERY = 5000;
const DEAD = 40000; // without a beat, which comes every 15 seconds: nothing comes any more on this connection
const PATIENCE = 15000; // until a request counts as lost
const AGAIN = 2000; // after a part could not be fetched
const NOTHING = '"nothing"'; // the tag of a part that is not there for this person now

class LiveRoom extends HTMLElement {
  #ahead = 0; // of the server's clock, in milliseconds
  #stream = null;
  #last = 0; // the newest entry heard of
  #heardAt = 0;
  #away = false; // other windows took this one's place
  #again = 0;
  #lost = 0;
  #due = new Map(); // part -> timer
  #busy = new Map(); // part that is being fetched -> whether it changed again since
  #sending = new Set();
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
    this.#last = Number(new URL(this.dataset.stream, location.href).searchParams.get("after"));
    for (const part of this.#parts()) this.#said.set(part.dataset.part, sentences(part));
    document.addEventListener("submit", this.#submit);
    this.addEventListener("focusout", () => setTimeout(() => this.#release(), 0));
    document.addEventListener("visibilitychange", this.#lookedAt);
    window.addEventListener("focus", this.#lookedAt);
    window.addEventListener("online", this.#lookedAt);
    this.#timers = [setInterval(this.#speak, 500), setInterval(this.#watch, WATCH_EVERY), setInterval(this.#refresh, 10000)];
    this.#listen();
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this.#submit);
    document.removeEventListener("visibilitychange", this.#lookedAt);
    window.removeEventListener("focus", this.#lookedAt);
    window.removeEventListener("online", this.#lookedAt);
    clearTimeout(this.#again);
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
    this.#stream?.close();
    this.#away = false;
    this.#heardAt = Date.now();
    this.#stream = new EventSource(this.dataset.stream.replace(/after=\d*/, `after=${this.#last}`));
    this.#stream.addEventListener("beat", () => (this.#heardAt = Date.now()));
    this.#stream.addEventListener("message", (event) => {
      this.#heardAt = Date.now();
      this.#last = Math.max(this.#last, Number(event.lastEventId));
      this.#changed(JSON.parse(event.data).parts);
    });
    this.#stream.addEventListener("open", () => {
      this.#heardAt = Date.now();
      if (this.#lost) this.#changed(this.#parts().map((part) => part.dataset.part));
      clearTimeout(this.#lost);
      this.#lost = 0;
      this.#state("");
    });
    this.#stream.addEventListener("away", () => {
      this.#stream.close();
      this.#away = true;
      this.#lost ||= -1;
      this.#state(this.dataset.away);
    });
    this.#stream.addEventListener("error", () => {
      this.#missed();
      if (this.#stream.readyState === EventSource.CLOSED) this.#askLater();
    });
  }

  #missed() {
    this.#lost ||= setTimeout(() => this.#state(this.dataset.lost), 3000);
  }

  #askLater() {
    clearTimeout(this.#again);
    this.#again = setTimeout(this.#ask, PATIENCE / 3 + (Math.random() * PATIENCE) / 3);
  }

  #ask = async () => {
    // The stream was refused, or is dead: is the page still there for this person, and as it was?
    this.#again = 0;
    const answer = await this.#get("mine", {});
    if (!answer || answer.status >= 500) return this.#askLater();
    const here = this.#parts().map((part) => part.dataset.part);
    const inside = answer.status === 200 && answer.headers.get("ETag") !== NOTHING;
    if (isGone(answer) || (this.dataset.running !== "yes" || !here.length ? inside : !inside)) this.#reload();
    else if (this.dataset.running === "yes") this.#changed(here);
    this.#listen();
  };

  #watch = () => {
    if (this.#away || this.#again || Date.now() - this.#heardAt < DEAD) return;
    this.#missed();
    this.#stream.close();
    this.#ask();
    this.#heardAt = Date.now();
  };

  #lookedAt = () => {
    if (document.visibilityState !== "visible") return;
    if (this.#away) this.#listen();
    else this.#watch();
  };

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
    if (this.#busy.has(name)) return this.#busy.set(name, true); // one at a time, or the older answer may come last
    this.#busy.set(name, false);
    try {
      await this.#take(name);
    } finally {
      const more = this.#busy.get(name);
      this.#busy.delete(name);
      if (more) this.#fetch(name);
    }
  }

  async #take(name) {
    const answer = await this.#get(name, this.#tags.has(name) ? { "If-None-Match": this.#tags.get(name) } : {});
    if (!answer || answer.status >= 500) return this.#soon(name, AGAIN + Math.random() * AGAIN);
    if (isGone(answer)) return this.#reload();
    if (answer.status !== 200) return;
    if (answer.headers.get("ETag") === NOTHING) return this.#reload();
    const html = await answer.text().catch(() => null);
    if (html === null) return this.#soon(name, AGAIN);
    this.#tags.set(name, answer.headers.get("ETag"));
    this.#show(name, html);
  }

  #get(name, headers) {
    const asked = { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    return fetch(`${this.dataset.parts}${name}/`, asked).catch(() => null);
  }

  #show(name, html) {
    const part = this.querySelector(`[data-part="${name}"]`);
    if (!part) return;
    if (isTypedIn(part)) {
      this.#held.set(name, html);
      if (sentencesIn(html) !== this.#said.get(name)) this.#refuse(part, this.dataset.held, "status");
      return;
    }
    this.#held.delete(name);
    const way = part.contains(document.activeElement) ? wayTo(document.activeElement) : null;
    const open = [...part.querySelectorAll("details[open] > summary")].map((each) => each.textContent);
    part.innerHTML = html;
    for (const summary of part.querySelectorAll("details > summary")) {
      if (open.includes(summary.textContent)) summary.parentElement.open = true;
    }
    window.htmx?.process?.(part);
    if (way) follow(way, part).focus({ preventScroll: true });
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
    if (this.#sending.has(button ?? form)) return; // a button that is disabled would lose the focus
    const body = new URLSearchParams(new FormData(form, button));
    this.#sending.add(button ?? form);
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(action, { method: "POST", body, headers: { "X-Live": "yes" }, redirect: "manual", signal });
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
      this.#sending.delete(button ?? form);
    }
  };

  #refuse(part, sentence, role = "alert") {
    let refusal = part?.querySelector(":scope > [data-refused]");
    if (!sentence) return refusal?.remove();
    if (!refusal) {
      refusal = document.createElement("p");
      refusal.className = "refusal";
      refusal.dataset.refused = "";
      (part ?? this).prepend(refusal);
    }
    refusal.setAttribute("role", role);
    refusal.textContent = sentence;
    refusal.scrollIntoView({ block: "nearest" });
  }

  #reload() {
    if (this.#parts().some(isTypedIn)) return;
    setTimeout(() => location.reload(), Math.random() * Number(this.dataset.spread));
  }

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

function isGone(answer) {
  return answer.type === "opaqueredirect" || answer.status === 404;
}

function sentencesIn(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  return sentences(fresh.content);
}

// Where the focus was: the same button by what it sends, or the only one of its kind, as when a hand went up.
function wayTo(element) {
  if (element.id) return [`#${CSS.escape(element.id)}`];
  if (element.tagName === "SUMMARY") return ["summary", words(element)];
  const name = element.getAttribute("name");
  if (!name) return [];
  const action = element.getAttribute("formaction")?.split("?")[0];
  const kind = `[name="${CSS.escape(name)}"]${action ? `[formaction^="${CSS.escape(action)}"]` : ""}`;
  return [kind, words(element), element.tagName === "BUTTON" ? element.value : ""];
}

function follow([kind, text, value], part) {
  const found = kind ? [...part.querySelectorAll(kind)] : [];
  const same = found.filter((each) => text === undefined || words(each) === text);
  const exact = same.find((each) => value && each.value === value);
  const alone = kind?.includes("person") ? null : same.length === 1 ? same[0] : found.length === 1 ? found[0] : null;
  const one = exact ?? alone; // of one person’s buttons never another person’s
  if (!one) part.tabIndex = -1; // nothing that does something else
  return one ?? part;
}

function words(element) {
  return element.firstChild?.textContent ?? "";
}

function clear(form) {
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) field.value = field.defaultValue;
}

customElements.define("live-room", LiveRoom);
