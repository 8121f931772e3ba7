// A grader's sheets. Every choice is kept on the device first, then sent by PUT /sheets/<id>; what is on the device
// is sent first after any reload. The server is the judge: total and level here are for the eye only.
// A score belongs to the sheet whose section it was given in: each has its own address, queue and numbers.

const PREFIX = "sheet:";
const sections = Array.from(document.querySelectorAll("[data-sheet]"));
const meta = document.querySelector('meta[name="csrf-token"]');
let storing = true;

function say(sentence) {
  const place = document.getElementById("say");
  if (place) place.textContent = sentence;
}

function milli(text) {
  return Math.round(Number(String(text).trim().replace(",", ".")) * 1000);
}

function shown(thousandths) {
  return String(Math.round(thousandths / 10) / 100).replace(".", ",");
}

function keep(key, write) {
  try {
    localStorage.setItem(key, JSON.stringify(write));
  } catch (error) {
    storing = false;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch (error) {
    storing = false;
  }
}

function kept(id) {
  const found = {};
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place);
      if (key.startsWith(`${PREFIX}${id}:`)) found[key.slice(`${PREFIX}${id}:`.length)] = JSON.parse(localStorage.getItem(key));
    }
  } catch (error) {
    storing = false;
  }
  return found;
}

function watch(section) {
  const id = section.getAttribute("data-sheet");
  const url = section.getAttribute("data-url");
  const levels = JSON.parse(section.getAttribute("data-levels"));
  const form = section.querySelector("form[data-sheet-form]");
  const line = section.querySelector("[data-save]");
  const open = section.getAttribute("data-state") === "open";
  const epoch = Number(section.getAttribute("data-epoch"));
  const seqs = {};
  const queue = kept(id);
  let timer = 0;
  let sending = false;
  let failures = 0;

  const boxes = Array.from(section.querySelectorAll("[data-slot]"));
  const criteria = boxes.filter((box) => box.hasAttribute("data-kind"));
  const boxOf = (slot) => boxes.find((box) => box.getAttribute("data-slot") === slot);
  boxes.forEach((box) => { seqs[box.getAttribute("data-slot")] = Number(box.getAttribute("data-seq")) || 0; });

  function state(name) {
    if (!line) return;
    const wanted = name === "offline" && !storing ? "unsafe" : name;
    line.setAttribute("data-state", wanted);
    line.textContent = line.getAttribute(`data-words-${wanted}`);
  }

  // --- reading and writing the controls of one slot ---
  function value(box) {
    const na = box.querySelector("[data-na]");
    if (na && na.checked) return ["n/a"];
    const chosen = box.querySelector("input[type=radio]:checked");
    if (box.getAttribute("data-kind") === "choice") return chosen ? [chosen.value] : [];
    const text = box.querySelector("textarea, .stepper input").value.trim();
    return text ? [text] : [];
  }

  function put(box, list) {
    const text = list.length ? list[0] : "";
    const na = box.querySelector("[data-na]");
    if (na) na.checked = text === "n/a";
    if (box.getAttribute("data-kind") === "choice") {
      box.querySelectorAll("input[type=radio]").forEach((input) => { input.checked = input.value === text; });
    } else {
      box.querySelector("textarea, .stepper input").value = text === "n/a" ? "" : (box.hasAttribute("data-kind") ? text.replace(".", ",") : text);
    }
    press(box);
  }

  /** Points of a criterion in thousandths; null = open, "drop" = leaves the sum, NaN = can't be. */
  function points(box) {
    const list = value(box);
    const most = milli(box.getAttribute("data-maximum"));
    if (!list.length) return null;
    if (list[0] === "n/a" && box.getAttribute("data-kind") === "number") return box.getAttribute("data-na-rule") === "full" ? most : "drop";
    if (box.getAttribute("data-kind") === "choice") {
      const worth = box.querySelector("input[type=radio]:checked").getAttribute("data-points");
      return worth === "" ? "drop" : milli(worth);
    }
    const given = milli(list[0]);
    const step = milli(box.getAttribute("data-step"));
    const typed = /^\d{1,6}([.,]\d{1,3})?$/.test(list[0]);
    return typed && given <= most && (step === 0 || given % step === 0) ? given : NaN;
  }

  function press(box) {
    const input = box.querySelector(".stepper input");
    if (!input) return;
    box.querySelectorAll("[data-give]").forEach((chip) => {
      chip.setAttribute("aria-pressed", String(input.value.trim() !== "" && milli(chip.getAttribute("data-give")) === milli(input.value)));
    });
  }

  function total() {
    let sum = 0;
    let most = 0;
    let done = 0;
    const short = new Set();
    criteria.forEach((box) => {
      const given = points(box);
      const wrong = Number.isNaN(given);
      const error = box.querySelector("[data-error]");
      if (error) error.hidden = !wrong;
      if (given !== null && !wrong) done += 1;
      if (given === "drop") return;
      const maximum = milli(box.getAttribute("data-maximum"));
      most += maximum;
      if (given !== null && !wrong) sum += given;
      if (given !== maximum) short.add(Number(box.getAttribute("data-slot")));
    });
    const level = levels.find((one) => most > 0 && sum * 100000 >= milli(one[1]) * most && !one[2].some((place) => short.has(place)));
    section.querySelector("[data-total]").textContent = shown(sum);
    section.querySelector("[data-most]").textContent = shown(most);
    section.querySelector("[data-level]").textContent = done && level ? level[0] : "";
    section.querySelector("[data-partial]").hidden = !done || done === criteria.length;
    const words = `${done}/${criteria.length}`;
    section.querySelector("[data-done]").textContent = words;
    document.querySelectorAll(`[data-count-of="${id}"]`).forEach((place) => { place.textContent = words; });
    return done;
  }

  // --- the queue ---
  function note(slot, list) {
    const write = { value: list, seq: Math.max(seqs[slot] || 0, queue[slot] ? queue[slot].seq : 0) + 1, epoch, at: Date.now() };
    seqs[slot] = write.seq;
    queue[slot] = write;
    keep(`${PREFIX}${id}:${slot}`, write);
    later(300);
  }

  function done(slot, seq) {
    if (!queue[slot] || queue[slot].seq !== seq) return;
    delete queue[slot];
    forget(`${PREFIX}${id}:${slot}`);
  }

  function later(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(flush, wait);
  }

  function conflict(slot, theirs, mine) {
    const box = boxOf(slot);
    const old = box.querySelector("[data-conflict]");
    if (old) old.remove();
    const piece = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
    const words = (list) => (list.length ? list[0].replace(".", ",") : "–");
    piece.querySelector("[data-theirs]").textContent = words(theirs.value);
    piece.querySelector("[data-mine]").textContent = words(mine);
    piece.querySelector("[data-keep]").addEventListener("click", () => piece.remove());
    piece.querySelector("[data-use]").addEventListener("click", () => {
      piece.remove();
      put(box, mine);
      note(slot, mine);
      total();
    });
    put(box, theirs.value);
    box.append(piece);
    total();
    say(piece.textContent);
  }

  function taken(sent, answer) {
    Object.keys(answer.saved).forEach((slot) => done(slot, answer.saved[slot]));
    Object.keys(answer.refused).forEach((slot) => {
      const box = boxOf(slot);
      const error = box && box.querySelector("[data-error]");
      if (error) error.hidden = false;
      done(slot, sent[slot].seq);
    });
    Object.keys(answer.held).forEach((slot) => done(slot, answer.held[slot]));
    if (Object.keys(answer.held).length) section.querySelector("[data-held-notice]").hidden = false;
    Object.keys(answer.stale).forEach((slot) => {
      const theirs = answer.stale[slot];
      seqs[slot] = Math.max(seqs[slot] || 0, theirs.seq);
      const newer = queue[slot] && queue[slot].seq !== sent[slot].seq;
      const mine = queue[slot] ? queue[slot].value : sent[slot].value;
      delete queue[slot];
      forget(`${PREFIX}${id}:${slot}`);
      if (JSON.stringify(mine) !== JSON.stringify(theirs.value) || newer) conflict(slot, theirs, mine);
    });
  }

  async function send(sent, age) {
    const body = {
      epoch: age,
      answers: Object.keys(sent).map((slot) => ({ slot, value: sent[slot].value, seq: sent[slot].seq, age: Math.max(0, Date.now() - sent[slot].at) })),
    };
    return fetch(url, {
      method: "PUT",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": meta.content },
      body: JSON.stringify(body),
    });
  }

  async function flush() {
    const slots = Object.keys(queue);
    if (sending) return later(400);
    if (!slots.length) return state("saved");
    const age = queue[slots[0]].epoch;
    const sent = {};
    slots.slice(0, 100).filter((slot) => queue[slot].epoch === age).forEach((slot) => { sent[slot] = queue[slot]; });
    sending = true;
    state("sending");
    try {
      const answer = await send(sent, age);
      if (answer.status === 200 || answer.status === 409) {
        taken(sent, await answer.json());
        failures = 0;
      } else if (answer.status === 403) {
        const told = await answer.json();
        if (!told.csrf) throw new Error("403");
        meta.content = told.csrf;
      } else if (answer.status === 401 || answer.status === 404) {
        section.querySelector("[data-signed-out]").hidden = false;
        throw new Error(String(answer.status));
      } else {
        throw new Error(String(answer.status));
      }
      sending = false;
      return later(Object.keys(queue).length ? 200 : 0);
    } catch (error) {
      sending = false;
      failures += 1;
      state("offline");
      return later(Math.min(30000, 1500 * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() * 0.5));
    }
  }

  // --- what the grader does ---
  function changed(box) {
    press(box);
    const given = box.hasAttribute("data-kind") ? points(box) : 0;
    total();
    if (!Number.isNaN(given)) note(box.getAttribute("data-slot"), value(box));
  }

  if (form && open) {
    form.addEventListener("change", (event) => {
      const box = event.target.closest("[data-slot]");
      if (box && !event.target.matches("textarea")) changed(box);
    });
    form.addEventListener("input", (event) => {
      const box = event.target.closest("[data-slot]");
      if (!box || !event.target.matches("textarea, .stepper input")) return;
      window.clearTimeout(box.waiting);
      if (event.target.matches("textarea")) box.waiting = window.setTimeout(() => changed(box), 800);
      else total();
    });
    form.addEventListener("toggle", (event) => {
      const line = event.target.closest(".line");
      if (line) line.classList.toggle("is-fine", event.target.open);
    }, true);
    form.addEventListener("focusout", (event) => {
      const box = event.target.closest("[data-slot]");
      if (!box || !event.target.matches("textarea") || !box.waiting) return;
      window.clearTimeout(box.waiting);
      box.waiting = 0;
      changed(box);
    });
    form.addEventListener("click", (event) => {
      const chip = event.target.closest("[data-give]");
      const phrase = event.target.closest("[data-phrase]");
      const box = event.target.closest("[data-slot]");
      if (chip) {
        put(box, [chip.getAttribute("data-give")]);
        changed(box);
      } else if (phrase) {
        const area = box.querySelector("textarea");
        area.value = `${area.value.trim()} ${phrase.getAttribute("data-phrase")}`.trim();
        changed(box);
      }
    });
    form.addEventListener("submit", finish);
  }

  async function finish(event) {
    event.preventDefault();
    boxes.forEach((box) => {
      if (box.waiting) {
        window.clearTimeout(box.waiting);
        box.waiting = 0;
        changed(box);
      }
    });
    const open = criteria.filter((box) => points(box) === null || Number.isNaN(points(box)));
    const notice = section.querySelector("[data-missing]");
    notice.hidden = !open.length;
    if (open.length) {
      const numbers = open.map((box) => box.getAttribute("data-slot")).join(", ");
      notice.querySelector("p").textContent = notice.getAttribute("data-words").replace("#", numbers);
      say(notice.textContent);
      open[0].scrollIntoView({ block: "center" });
      const first = open[0].querySelector("input, button");
      if (first) first.focus({ preventScroll: true });
      return;
    }
    await flush();
    for (let tries = 0; Object.keys(queue).length && tries < 3; tries += 1) await flush();
    if (Object.keys(queue).length) return say(line.textContent);
    try {
      const answer = await fetch(`${url}/finish`, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": meta.content },
        body: "{}",
      });
      if (answer.ok || answer.status === 409) {
        window.location.hash = `sheet-${id}`;
        window.location.reload();
      } else {
        state("offline");
      }
    } catch (error) {
      state("offline");
    }
  }

  // what was left on the device: shown again, then sent
  Object.keys(queue).forEach((slot) => {
    const box = boxOf(slot);
    if (box && open && queue[slot].seq > (seqs[slot] || 0)) {
      put(box, queue[slot].value);
      seqs[slot] = queue[slot].seq;
    }
  });
  criteria.forEach(press);
  total();
  if (Object.keys(queue).length) flush();
  return { flush, busy: () => Object.keys(queue).length > 0 };
}

const watched = sections.map(watch);
const sendAll = () => watched.forEach((one) => { if (one.busy()) one.flush(); });
window.addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
window.addEventListener("beforeunload", (event) => {
  if (storing || !watched.some((one) => one.busy())) return;
  event.preventDefault();
  event.returnValue = "";
});

// --- one group at a time; all of them are on the page already ---
function show(hash) {
  if (sections.length < 2) return sections.forEach((section) => section.classList.add("is-current"));
  const here = sections.find((section) => `#${section.id}` === hash)
    || sections.find((section) => section.hasAttribute("data-running"))
    || sections.find((section) => section.getAttribute("data-state") === "open") || sections[0];
  sections.forEach((section) => section.classList.toggle("is-current", section === here));
  document.querySelectorAll("[data-goes]").forEach((link) => {
    if (link.getAttribute("href") === `#${here.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  return undefined;
}

window.addEventListener("hashchange", () => {
  show(window.location.hash);
  window.scrollTo(0, 0);
});
show(window.location.hash);

// --- signs of the clock: half of the time, five minutes, one minute, over ---
const opened = performance.now();
function signs() {
  sections.forEach((section) => {
    const place = section.querySelector("[data-sign]");
    if (!place) return;
    const ends = Date.parse(place.getAttribute("data-ends"));
    const began = Date.parse(place.getAttribute("data-began"));
    const left = ends - (Date.parse(place.getAttribute("data-now")) + performance.now() - opened);
    let name = "";
    if (left <= 0) name = "over";
    else if (left <= 60000) name = "one";
    else if (left <= 300000) name = "five";
    else if (left <= (ends - began) / 2) name = "half";
    if (place.shownSign === name) return;
    place.shownSign = name;
    place.hidden = !name;
    place.textContent = name ? place.getAttribute(`data-words-${name}`) : "";
    if (name) say(place.textContent);
  });
}
signs();
window.setInterval(signs, 1000);
