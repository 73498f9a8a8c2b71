// Says once a visit that a card was really looked at: in a tab that is in sight, after a moment. Opening the address says nothing.
const MOMENT = 1500;
const card = document.querySelector("[data-views]");

function visitOf(address) {
  const made = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
  try {
    const kept = sessionStorage.getItem(address) ?? made();
    sessionStorage.setItem(address, kept);
    return kept;
  } catch {
    return made();
  }
}

function say() {
  const address = card.dataset.views;
  const body = new URLSearchParams({ visit: visitOf(address) });
  fetch(address, { method: "POST", body, keepalive: true, credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
}

let waiting;
function watch() {
  clearTimeout(waiting);
  if (document.visibilityState !== "visible") return;
  waiting = setTimeout(() => {
    document.removeEventListener("visibilitychange", watch);
    say();
  }, MOMENT);
}

if (card) {
  document.addEventListener("visibilitychange", watch);
  watch();
}
