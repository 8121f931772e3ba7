// What every page shares. Progressive only: each thing works without this file. Words come from data attributes.

const root = document.documentElement;
root.classList.add("js");

/** Says a sentence to screen readers. */
export function say(sentence) {
  const place = document.getElementById("say");
  if (!place) return;
  place.textContent = "";
  window.setTimeout(() => { place.textContent = sentence; }, 60);
}

/** Letters without accents, for searching: "Đỗ Thị Hòa" -> "do thi hoa". */
export function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function words(name) {
  const place = document.getElementById("say");
  return (place && place.getAttribute(`data-${name}-words`)) || "";
}

// --- A form is sent once; after 8 s, or on coming back to the page, it may be sent again ---
const sending = new Map();

function release(form) {
  window.clearTimeout(sending.get(form));
  sending.delete(form);
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sending.has(form)) {
    event.preventDefault();
    say(words("busy"));
    return;
  }
  const pressed = event.submitter || form.querySelector("button:not([type=button])");
  sending.set(form, window.setTimeout(() => release(form), 8000));
  if (pressed) pressed.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => Array.from(sending.keys()).forEach(release));

// --- Dialogs: a link with data-dialog opens it; without <dialog> the link leads to the confirmation page ---
let opener = null;

function openDialog(link, event) {
  const dialog = document.getElementById(link.getAttribute("data-dialog"));
  if (!dialog || typeof dialog.showModal !== "function") return;
  event.preventDefault();
  opener = link;
  dialog.showModal();
  dialog.addEventListener("close", () => { if (opener) opener.focus(); }, { once: true });
}

// --- Copying, also on plain http where navigator.clipboard is missing ---
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch (error) {
    // refused or missing: the old way below
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("copy");
}

// --- Steppers: minus and plus beside a number; a decimal comma is shown ---
function step(button) {
  const box = button.closest("[data-stepper]");
  const input = box.querySelector("input");
  const limit = (name) => Number(box.getAttribute(`data-${name}`));
  const now = Number(input.value.trim().replace(",", "."));
  const empty = input.value.trim() === "";
  const unit = limit("step") || 1;
  let next = (empty || Number.isNaN(now) ? limit("minimum") : now) + (empty ? 0 : Number(button.getAttribute("data-by")) * unit);
  next = Math.min(limit("maximum"), Math.max(limit("minimum"), Math.round(next * 1000) / 1000));
  input.value = String(next).replace(".", ",");
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  say(input.value);
}

document.addEventListener("click", (event) => {
  const target = event.target;
  const link = target.closest("[data-dialog]");
  if (link) openDialog(link, event);
  const close = target.closest("[data-close]");
  if (close) close.closest("dialog").close();
  const source = target.closest("[data-copy]");
  if (source) copy(source.getAttribute("data-copy")).then(() => say(words("copied")), () => {});
  const stepping = target.closest("[data-by]");
  if (stepping) step(stepping);
  if (target.closest("[data-print]")) window.print();
  const digit = target.closest("[data-digit]");
  if (digit) type(digit);
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(target)) menu.open = false;
  });
});

// --- Number pad beside a code field: data-digit="0".."9" or "back", data-for the field ---
function type(key) {
  const input = document.getElementById(key.getAttribute("data-for"));
  const value = key.getAttribute("data-digit");
  input.value = value === "back" ? input.value.slice(0, -1) : input.value + value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// --- Keyboard: Escape closes menus; in [data-grid] Enter and the arrows go down and up the column ---
function cells(grid, column) {
  return Array.from(grid.querySelectorAll("input, select"))
    .filter((input) => (input.getAttribute("data-column") || "") === column && !input.disabled && input.type !== "hidden");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  const grid = event.target.closest && event.target.closest("[data-grid]");
  if (!grid || !event.target.matches("input") || event.isComposing) return;
  const text = !["radio", "checkbox"].includes(event.target.type);
  const down = event.key === "Enter" || (text && event.key === "ArrowDown");
  const up = (event.key === "Enter" && event.shiftKey) || (text && event.key === "ArrowUp");
  if (!down && !up) return;
  const column = cells(grid, event.target.getAttribute("data-column") || "");
  const next = column[column.indexOf(event.target) + (up ? -1 : 1)];
  event.preventDefault();
  if (next) {
    next.focus();
    if (next.select) next.select();
  }
});

// --- Filter of a table: letters without accents, all words must occur ---
function filter(input) {
  const table = document.getElementById(input.getAttribute("data-filter"));
  if (!table) return;
  const wanted = plain(input.value).split(/\s+/).filter(Boolean);
  let found = 0;
  table.querySelectorAll("tbody tr, :scope > li").forEach((row) => {
    if (row.plainText === undefined) row.plainText = plain(row.textContent);
    row.hidden = !wanted.every((word) => row.plainText.includes(word));
    if (!row.hidden) found += 1;
  });
  window.clearTimeout(input.saying);
  input.saying = window.setTimeout(() => say(input.getAttribute("data-words-found").replace("#", String(found))), 600);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) filter(event.target);
});

// --- A select or radio that sends its form when changed: data-send-on-change ---
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && event.target.matches("[data-send-on-change]")) form.requestSubmit ? form.requestSubmit() : form.submit();
});

// --- Arrival: the error summary is read first ---
const first = document.querySelector("[data-focus]");
if (first) first.focus();
