// The paper: one question a screen, map, clock, and what the page says of saving. Words come from data attributes.

import { Queue, sendOthers } from "./paper_queue.js";
import { say } from "./site.js";

const form = document.getElementById("paper");
const words = (name, value = "") => (form.getAttribute(`data-words-${name}`) || "").replace("#", String(value));
const attempt = Number(form.dataset.attempt);
const epoch = Number(form.dataset.epoch);
const screens = Array.from(form.querySelectorAll("[data-screen]"));
const questions = screens.filter((screen) => screen.dataset.screen !== "review");
const review = document.getElementById("review");
const oneAtATime = form.hasAttribute("data-one");
const told = document.getElementById("told");
const saveLine = form.querySelector("[data-save]");
const seqs = {};
let deadline = Date.parse(form.dataset.deadline);
let paused = form.dataset.state === "paused";
let frozen = false;
let place = 0;
let lastLeft = Infinity;
let handing = false;

const queue = new Queue(attempt, epoch, form.dataset.token, form.dataset.now, {
  state: showSaving,
  time: heardTime,
  stale: showStale,
  refused: (slot) => tell("refused", words("refused", slot), "warning"),
  held: (elsewhere) => (elsewhere ? takenElsewhere() : tell("late", words("late"), "warning")),
  signedOut: () => tell("signed-out", words("signed-out"), "problem", "/sign-in"),
});

// --- What the page says ---
function showSaving(state) {
  if (saveLine.dataset.state === state) return;
  saveLine.dataset.state = state;
  saveLine.textContent = saveLine.getAttribute(`data-words-${state}`);
}

function tell(name, sentence, kind = "info", href = "") {
  let box = told.querySelector(`[data-about="${name}"]`);
  if (!sentence) { if (box) box.remove(); return; }
  if (!box) {
    box = document.createElement("p");
    box.className = `notice ${kind}`;
    box.dataset.about = name;
    told.append(box);
  }
  if (box.textContent === sentence) return;
  box.textContent = sentence;
  if (href) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = sentence;
    box.replaceChildren ? box.replaceChildren(link) : (box.textContent = sentence);
  }
}

// --- Answers ---
function screenOf(slot) {
  return questions.find((screen) => Number(screen.dataset.screen) === slot);
}

function valueOf(screen) {
  if (screen.dataset.kind === "ordering") {
    if (screen.dataset.answered !== "yes") return [];
    return Array.from(screen.querySelectorAll(".steps-to-order > li")).map((step) => step.dataset.place);
  }
  return Array.from(screen.querySelectorAll("input:checked")).map((input) => input.value);
}

function showValue(screen, value) {
  if (screen.dataset.kind === "ordering") {
    const list = screen.querySelector(".steps-to-order");
    value.forEach((at) => list.append(list.querySelector(`[data-place="${at}"]`)));
    if (value.length) settleOrder(screen);
  } else {
    screen.querySelectorAll("input[type=radio], input[type=checkbox]").forEach((input) => { input.checked = value.includes(input.value); });
  }
  screen.dataset.answered = value.length ? "yes" : "no";
  paintMap();
}

function changed(screen) {
  const slot = Number(screen.dataset.screen);
  const value = valueOf(screen);
  screen.dataset.answered = value.length ? "yes" : "no";
  seqs[slot] += 1;
  queue.choose(slot, value, seqs[slot]);
  paintMap();
}

function showStale(slot, standing) {
  seqs[slot] = Math.max(seqs[slot], standing.seq);
  showValue(screenOf(slot), standing.value);
  tell("stale", words("stale", slot), "warning");
}

// --- Ordering: two buttons a row instead of the lists of the plain page ---
function settleOrder(screen) {
  const steps = Array.from(screen.querySelectorAll(".steps-to-order > li"));
  const selects = screen.querySelectorAll(".order-selects select");
  steps.forEach((step, at) => {
    selects[at].value = step.dataset.place;
    const buttons = step.querySelectorAll("button");
    if (buttons.length) { buttons[0].disabled = at === 0; buttons[1].disabled = at === steps.length - 1; }
  });
  screen.dataset.answered = "yes";
  const keepIt = screen.querySelector("[data-keep]");
  if (keepIt) keepIt.hidden = true;
}

function stepButton(label, sign, act, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary step-button";
  button.setAttribute("aria-label", `${label}: ${text}`);
  button.textContent = sign;
  button.addEventListener("click", act);
  return button;
}

function makeOrderable(screen) {
  const list = screen.querySelector(".steps-to-order");
  const move = (step, by) => (event) => {
    const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(step); else other.after(step);
    settleOrder(screen);
    changed(screen);
    if (event.currentTarget.disabled) step.querySelector("button:not(:disabled)").focus();
    else event.currentTarget.focus();
    say(words("moved", Array.from(list.children).indexOf(step) + 1));
  };
  Array.from(list.children).forEach((step, at, all) => {
    const text = step.querySelector(".text").textContent;
    const box = document.createElement("span");
    box.className = "step-buttons";
    box.append(stepButton(words("up"), "↑", move(step, -1), text), stepButton(words("down"), "↓", move(step, 1), text));
    box.firstChild.disabled = at === 0;
    box.lastChild.disabled = at === all.length - 1;
    step.append(box);
  });
  const keepIt = document.createElement("button");
  keepIt.type = "button";
  keepIt.className = "button secondary";
  keepIt.dataset.keep = "";
  keepIt.textContent = words("keep");
  keepIt.addEventListener("click", () => { settleOrder(screen); changed(screen); });
  list.after(keepIt);
  const chosen = Array.from(screen.querySelectorAll(".order-selects select")).map((select) => select.value).filter(Boolean);
  if (chosen.length === list.children.length) showValue(screen, chosen);
}

// --- Screens ---
function show(at, focus = true) {
  place = Math.max(0, Math.min(at, questions.length));
  if (oneAtATime) screens.forEach((screen, index) => { screen.hidden = index !== place; });
  const last = place === questions.length;
  form.querySelector("[data-go=previous]").disabled = place === 0;
  form.querySelector("[data-go=next]").classList.toggle("is-gone", last);
  form.querySelector("[data-next-words]").textContent = words(place === questions.length - 1 ? "review" : "next");
  const where = form.querySelector(".bottom-bar .place");
  where.textContent = words("place", Math.min(place + 1, questions.length));
  where.classList.toggle("is-gone", last);
  if (last || !oneAtATime) paintReview();
  paintMap();
  try { window.sessionStorage.setItem(`place-${attempt}`, String(place)); } catch (error) { /* private window */ }
  const target = last ? review : questions[place].querySelector(".question");
  if (focus) {
    if (oneAtATime) window.scrollTo(0, 0);
    target.focus({ preventScroll: oneAtATime });
  }
}

function paintMap() {
  const list = form.querySelector(".map");
  list.querySelectorAll("a").forEach((link, at) => {
    const answered = questions[at].dataset.answered === "yes";
    const marked = queue.paper.marked.includes(at + 1);
    link.dataset.state = answered ? "answered" : "open";
    link.toggleAttribute("data-marked", marked);
    link.querySelector(".state").textContent = `, ${list.getAttribute(answered ? "data-words-answered" : "data-words-open")}${marked ? `, ${list.getAttribute("data-words-marked")}` : ""}`;
  });
}

function openSlots() {
  return questions.filter((screen) => screen.dataset.answered !== "yes").map((screen) => Number(screen.dataset.screen));
}

function openWords() {
  const open = openSlots();
  return open.length ? `${words("open", open.length)}: ${open.join(", ")}.` : words("complete");
}

function paintReview() {
  document.getElementById("open-words").textContent = openWords();
  const grid = document.getElementById("letters");
  grid.textContent = "";
  questions.forEach((screen, at) => {
    const item = document.createElement("li");
    const letters = valueOf(screen).map((value) => "ABCDEFGHIJKLMNOP"[Number(value) - 1]).join("");
    item.textContent = `${at + 1}. `;
    const bold = document.createElement("b");
    bold.textContent = letters || "-";
    item.append(bold);
    grid.append(item);
  });
}

// --- Time: the server's; read aloud at ten, five and one minutes only ---
function heardTime(word) {
  if (word.epoch && word.epoch !== epoch) return takenElsewhere();
  const fresh = Date.parse(word.deadline);
  if (Math.abs(fresh - deadline) > 1500 && word.state !== "paused") {
    deadline = fresh;
    const local = new Date(fresh + 7 * 3600 * 1000);
    tell("added", words("added", `${String(local.getUTCHours()).padStart(2, "0")}:${String(local.getUTCMinutes()).padStart(2, "0")}`));
    lastLeft = Infinity;
    if (frozen && fresh > queue.now()) freeze(false);
  }
  paused = word.state === "paused";
  if (paused) deadline = fresh;
  tell("paused", paused ? words("paused") : "", "warning");
  if (word.state === "closed") finish("over");
  return undefined;
}

function tick() {
  const left = Math.max(0, Math.ceil((deadline - queue.now()) / 1000));
  if (paused) return;
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  form.querySelector("[data-left]").textContent = `${hours ? `${hours}:` : ""}${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`;
  form.querySelector(".timer").classList.toggle("short", left <= 300);
  [10, 5, 1].forEach((minutes) => { if (lastLeft > minutes * 60 && left <= minutes * 60 && left > minutes * 60 - 5) say(words("left", minutes)); });
  lastLeft = left;
  if (left === 0 && !frozen) { freeze(true); finish("over"); }
}

function freeze(shut) {
  frozen = shut;
  questions.forEach((screen) => { screen.querySelector("fieldset").disabled = shut; });
}

// --- Handing in ---
async function finish(why) {
  if (handing) return;
  handing = true;
  for (let turn = 0; ; turn += 1) {
    tell("finish", words(why), "warning");
    try {
      await queue.handIn();
      leaving = true;
      window.location.assign(`/attempts/${attempt}/result`);
      return;
    } catch (error) {
      queue.tellOffline();
      tell("finish", words(`${why}-offline`), "warning");
      await new Promise((resolve) => window.setTimeout(resolve, Math.min(30, 2 + turn * 3) * 1000 * (0.75 + Math.random() * 0.5)));
      if (why === "over" && !frozen && deadline > queue.now()) break;
    }
  }
  handing = false;
  tell("finish", "");
}

function askToHandIn() {
  const dialog = document.getElementById("sure");
  if (!dialog.showModal) return finish("handing");
  dialog.querySelector("[data-sure-words]").textContent = openWords();
  dialog.showModal();
  return undefined;
}

// --- Another tab of this browser: it answers, and this one asks before it goes on ---
let leaving = false;
let channel = null;

function takenElsewhere() {
  freeze(true);
  form.hidden = true;
  const asking = document.getElementById("take-over");
  asking.hidden = false;
  asking.focus();
}

function watchTabs() {
  if (typeof BroadcastChannel !== "function") return;
  channel = new BroadcastChannel(`paper-${attempt}`);
  channel.onmessage = ({ data }) => {
    if (data.hello && data.hello > epoch) takenElsewhere();
    else if (data.hello && !form.hidden) channel.postMessage({ here: epoch });
    else if (data.here && data.here >= epoch) takenElsewhere();
  };
  channel.postMessage({ hello: epoch });
}

// --- What the device kept comes back into the page and goes out before anything else ---
async function bringBack() {
  questions.forEach((screen) => { seqs[Number(screen.dataset.screen)] = Number(screen.dataset.seq); });
  const kept = await queue.restore();
  Object.keys((kept && kept.answers) || {}).forEach((name) => {
    const slot = Number(name);
    const one = kept.answers[name];
    const screen = screenOf(slot);
    if (!screen) return;
    const seq = Number(screen.dataset.seq);
    const savedEpoch = Number(screen.dataset.savedEpoch);
    const newer = one.epoch > savedEpoch || (one.epoch === savedEpoch && one.seq > seq);
    if (!newer) { if (one.epoch < epoch && one.epoch < savedEpoch) queue.put(slot, one.value, one.seq, one.epoch, one.made); return; }
    seqs[slot] = Math.max(seq, one.seq) + (one.epoch === epoch ? 0 : 1);
    queue.put(slot, one.value, seqs[slot], epoch, one.made);
    showValue(screen, one.value);
  });
  if (queue.waiting) {
    showSaving("sending");
    await queue.save();
    queue.send();
  }
}

function watchPage() {
  form.addEventListener("change", (event) => {
    const screen = event.target.closest("[data-screen]");
    if (screen && event.target.name && event.target.name.startsWith("slot-")) changed(screen);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.submitter && !event.submitter.hasAttribute("data-hand-in")) queue.send();
    else askToHandIn();
  });
  document.querySelector("[data-sure]").addEventListener("click", () => {
    document.getElementById("sure").close();
    finish("handing");
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".map a, [data-to-review]");
    const go = event.target.closest("[data-go]");
    const mark = event.target.closest("[data-mark]");
    if (link) { event.preventDefault(); show(link.dataset.slot ? Number(link.dataset.slot) - 1 : questions.length); }
    if (go) show(place + (go.dataset.go === "next" ? 1 : -1));
    if (mark) toggleMark(mark);
  });
  window.addEventListener("pagehide", () => { if (!leaving) queue.leave(); });
  window.addEventListener("online", comeBack);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) comeBack(); });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && queue.waiting && !queue.confirmed) event.preventDefault();
  });
}

function toggleMark(button) {
  const slot = Number(button.dataset.mark);
  const marked = queue.paper.marked;
  queue.paper.marked = marked.includes(slot) ? marked.filter((one) => one !== slot) : marked.concat(slot);
  paintMarks();
  queue.save();
}

function paintMarks() {
  form.querySelectorAll("[data-mark]").forEach((button) => {
    button.setAttribute("aria-pressed", String(queue.paper.marked.includes(Number(button.dataset.mark))));
  });
  paintMap();
}

async function comeBack() {
  try {
    await queue.look(place + 1);
    if (queue.waiting) queue.send();
  } catch (error) {
    if (queue.waiting) queue.tellOffline();
  }
}

function lookLater() {
  window.setTimeout(async () => {
    if (!frozen && !document.hidden) await comeBack();
    lookLater();
  }, 20000 + Math.random() * 20000);
}

async function begin() {
  if (!oneAtATime) form.classList.add("all-at-once");
  questions.filter((screen) => screen.dataset.kind === "ordering").forEach(makeOrderable);
  watchPage();
  watchTabs();
  await bringBack();
  paintMarks();
  let from = 0;
  try { from = Number(window.sessionStorage.getItem(`place-${attempt}`)) || 0; } catch (error) { from = 0; }
  show(from, false);
  form.setAttribute("data-ready", "");
  window.setInterval(tick, 500);
  tick();
  lookLater();
}

if (!form.hidden) begin();
sendOthers(attempt);
