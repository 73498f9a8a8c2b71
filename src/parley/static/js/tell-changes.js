// Says what a screen reader and a lost connection would otherwise leave unsaid: refusals take the focus that nobody has, failures get a sentence.
function showRefusal(root) {
  const refusals = root.querySelectorAll("main .refusal[tabindex]");
  const free = !document.activeElement || document.activeElement === document.body;
  if (refusals.length === 1 && free) refusals[0].focus();
}

function sayUnreachable() {
  const region = document.getElementById("messages");
  if (!region) return;
  const notice = document.createElement("div");
  notice.className = "notice notice-bad";
  const sentence = document.createElement("p");
  sentence.textContent = region.dataset.unreachable;
  notice.append(sentence);
  region.replaceChildren(notice);
  region.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:after:swap", () => showRefusal(document));
document.addEventListener("htmx:error", sayUnreachable);
showRefusal(document);
