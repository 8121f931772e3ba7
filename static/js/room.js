// Small helps of the quiz pages around the paper: going in by itself, covering names, keeping the filter, old queues.

import { sendOthers } from "./paper_queue.js";
import { say } from "./site.js";

// --- The waiting room leads into the paper by itself, spread over a second so that 94 phones do not arrive at once ---
const door = document.querySelector("form[data-by-itself]");
if (door) window.setTimeout(() => (door.requestSubmit ? door.requestSubmit() : door.submit()), Math.random() * 1000);

// --- Names can be covered, by the button or the key C ---
const cover = document.querySelector("[data-cover]");

function coverNames(covered) {
  document.body.classList.toggle("covered", covered);
  cover.setAttribute("aria-pressed", String(covered));
  try { window.sessionStorage.setItem("covered", covered ? "1" : ""); } catch (error) { /* private window */ }
}

if (cover) {
  let covered = false;
  try { covered = window.sessionStorage.getItem("covered") === "1"; } catch (error) { covered = false; }
  coverNames(covered);
  const turn = () => {
    coverNames(!document.body.classList.contains("covered"));
    say(cover.getAttribute(document.body.classList.contains("covered") ? "data-words-on" : "data-words-off"));
  };
  cover.addEventListener("click", turn);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea");
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === "c") turn();
  });
}

// --- A filter goes on holding when the live table has been made anew ---
document.addEventListener("live:fresh", () => {
  document.querySelectorAll("[data-filter]").forEach((input) => {
    if (input.value) input.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

// --- Parts of a form that belong to one choice: data-when="name" data-is="value" ---
function showParts() {
  document.querySelectorAll("[data-when]").forEach((part) => {
    const chosen = document.querySelector(`input[name="${part.dataset.when}"]:checked`);
    part.hidden = !chosen || chosen.value !== part.dataset.is;
  });
}
document.addEventListener("change", showParts);
showParts();

// --- What still waits in this device from papers goes out, whoever is signed in now ---
const still = document.getElementById("still-sending");
let told = false;
sendOthers(0, (left) => {
  if (!still || (!left && !told)) return;
  told = true;
  still.hidden = false;
  still.textContent = left ? still.getAttribute("data-words-sending").replace("#", String(left)) : still.getAttribute("data-words-sent");
});
