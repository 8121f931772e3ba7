// Clocks that follow the server: data-clock (time of day) and data-countdown (time left), both with data-now.
// The device's own date is never believed: only how long ago the page was made.

const made = performance.now();

function two(number) {
  return String(number).padStart(2, "0");
}

function left(seconds) {
  const all = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function tick() {
  document.querySelectorAll("[data-clock], [data-countdown]").forEach((place) => {
    // a fragment that arrived later carries its own data-now: it is counted from its arrival
    if (place.madeAt === undefined) place.madeAt = place.hasAttribute("data-fresh") ? performance.now() : made;
    const now = Date.parse(place.getAttribute("data-now")) + (performance.now() - place.madeAt);
    if (place.hasAttribute("data-countdown")) {
      place.textContent = left((Date.parse(place.getAttribute("data-countdown")) - now) / 1000);
    } else {
      const local = new Date(now + 7 * 3600 * 1000);
      place.textContent = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
    }
  });
}

document.addEventListener("live:fresh", (event) => {
  event.target.querySelectorAll("[data-clock], [data-countdown]").forEach((place) => place.setAttribute("data-fresh", ""));
  tick();
});
tick();
window.setInterval(tick, 500);
