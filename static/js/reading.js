// Keeps the place while one reads: the last heading passed and how far down, sent when reading pauses.
const lesson = document.querySelector("[data-lesson]");
const line = document.querySelector("[data-read-line]");
const token = document.querySelector('meta[name="csrf-token"]').content;
const PAUSE = 4000;
let waiting = null;
let sent = "";

function place() {
  const box = lesson.getBoundingClientRect();
  const way = box.height - window.innerHeight;
  const share = way > 0 ? Math.min(1, Math.max(0, -box.top / way)) : 1;
  let section = "";
  for (const heading of lesson.querySelectorAll("h2[id], h3[id]")) {
    if (heading.getBoundingClientRect().top > window.innerHeight / 2) break;
    section = heading.id;
  }
  return { section, permille: Math.round(share * 1000) };
}

function send() {
  clearTimeout(waiting);
  waiting = null;
  const body = JSON.stringify(place());
  if (body === sent || window.scrollY === 0) return;
  sent = body;
  fetch(lesson.dataset.placeUrl, {
    method: "POST",
    body,
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  }).catch(() => { sent = ""; });
}

function follow() {
  line.hidden = false;
  line.querySelector("rect").setAttribute("width", place().permille);
  if (!waiting) waiting = setTimeout(send, PAUSE);
}

addEventListener("scroll", follow, { passive: true });
addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
