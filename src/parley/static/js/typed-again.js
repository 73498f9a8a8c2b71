// On a page that says that what was sent was not taken: what keep-typed let go of stands in its form again.
const MOMENT = 60_000; // milliseconds
const sent = JSON.parse(sessionStorage.getItem("sent") ?? "null");
if (sent && sent.from === document.referrer && Date.now() - sent.at < MOMENT) {
  sessionStorage.setItem(sent.place, sent.typed);
  sessionStorage.removeItem("sent");
}
