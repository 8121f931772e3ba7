// The queue of a paper's answers: first into the device, then to the server, until the server has said "saved".
// Protocol: PUT /attempts/<id>/answers. Ages count by a monotonic clock from the server's time, never by the phone's date.

import { allKept, forget, keep } from "./paper_store.js";

const WAITS = [1, 2, 5, 10, 30]; // seconds between tries, with jitter
const TRY_LASTS = 15000;
const OLD = 14 * 24 * 3600 * 1000;

function token(fresh) {
  const meta = document.querySelector('meta[name="csrf-token"]');
  if (fresh) meta.setAttribute("content", fresh);
  return meta.getAttribute("content");
}

/** One request with the token of the page; a token that has ended is replaced and the request sent again. */
export async function ask(address, method, body, more = {}) {
  for (let turn = 0; ; turn += 1) {
    const stop = new AbortController();
    const timer = window.setTimeout(() => stop.abort(), TRY_LASTS);
    const headers = { "X-CSRFToken": token(), Accept: "application/json", ...more.headers };
    if (body) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(address, {
        method, headers, body: body && JSON.stringify(body), credentials: "same-origin", cache: "no-store",
        redirect: "manual", keepalive: Boolean(more.keepalive), signal: stop.signal,
      });
      if (answer.status !== 403 || turn) return answer;
      const told = await answer.json();
      if (!told.csrf) return answer;
      token(told.csrf);
    } finally {
      window.clearTimeout(timer);
    }
  }
}

function batches(paper, now) {
  const byEpoch = new Map();
  Object.keys(paper.answers).forEach((slot) => {
    const one = paper.answers[slot];
    if (!byEpoch.has(one.epoch)) byEpoch.set(one.epoch, []);
    const age = now === null ? 0 : Math.max(0, Math.round(now - one.made));
    byEpoch.get(one.epoch).push({ slot: Number(slot), value: one.value, seq: one.seq, age });
  });
  return Array.from(byEpoch, ([epoch, answers]) => ({ epoch, answers }));
}

/** Drops what the server has dealt with; gives the slots by what became of them. */
function settle(paper, batch, told) {
  batch.answers.forEach((sent) => {
    const dealt = ["saved", "held", "refused", "stale"].some((name) => String(sent.slot) in told[name]);
    const waiting = paper.answers[sent.slot];
    if (dealt && waiting && waiting.seq === sent.seq && waiting.epoch === batch.epoch) delete paper.answers[sent.slot];
  });
}

/** What still waits in this device from other attempts goes out with their own tokens, whoever is signed in. */
export async function sendOthers(present, onLeft = () => {}) {
  const others = (await allKept()).filter((paper) => paper.attempt !== present);
  let left = 0;
  for (const paper of others) {
    let fine = true;
    for (const batch of batches(paper, null)) {
      try {
        const answer = await ask(`/attempts/${paper.attempt}/answers`, "PUT", batch, { headers: { "X-Attempt-Token": paper.token } });
        if (answer.status === 200 || answer.status === 409) settle(paper, batch, await answer.json());
        else fine = false;
      } catch (error) {
        fine = false;
      }
    }
    const waiting = Object.keys(paper.answers).length;
    if (!waiting || (!fine && Date.now() - paper.touched > OLD)) await forget(paper.attempt);
    else { left += waiting; await keep(paper); }
  }
  onLeft(left);
  if (left) window.setTimeout(() => sendOthers(present, onLeft), 8000 + Math.random() * 8000);
}

export class Queue {
  /** hears: {state(word), time(told), stale(slot, standing), refused(slot), held(elsewhere), signedOut()}. */
  constructor(attempt, epoch, uploadToken, now, hears) {
    this.paper = { attempt, token: uploadToken, epoch, answers: {}, marked: [], touched: Date.now() };
    this.address = `/attempts/${attempt}`;
    this.hears = hears;
    this.confirmed = true;
    this.failures = 0;
    this.timer = 0;
    this.busy = false;
    this.sync(now);
  }

  /** The server's time now, in ms: from its last word by a clock that nobody can set. */
  now() {
    return this.serverNow + (performance.now() - this.heardAt);
  }

  sync(moment) {
    this.serverNow = Date.parse(moment);
    this.heardAt = performance.now();
  }

  get waiting() {
    return Object.keys(this.paper.answers).length;
  }

  /** What the device kept of this attempt from before; null when nothing. */
  async restore() {
    const found = (await allKept()).find((paper) => paper.attempt === this.paper.attempt);
    if (found) this.paper.marked = found.marked || [];
    return found || null;
  }

  put(slot, value, seq, epoch = this.paper.epoch, made = this.now()) {
    this.paper.answers[slot] = { value, seq, epoch, made };
  }

  async save() {
    this.paper.touched = Date.now();
    this.confirmed = false;
    this.confirmed = await keep(this.paper);
    if (this.failures) this.tellOffline();
  }

  /** A new choice: into the device, then off. */
  choose(slot, value, seq) {
    this.put(slot, value, seq);
    this.hears.state("sending");
    this.save();
    if (!this.failures) this.later(150 + Math.random() * 250);
    else this.tellOffline();
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), wait);
  }

  tellOffline() {
    this.hears.state(this.confirmed ? "offline" : "unsafe");
  }

  failed() {
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    this.tellOffline();
    this.later(wait * 1000 * (0.75 + Math.random() * 0.5));
  }

  async send() {
    if (this.busy) return this.later(300);
    if (!this.waiting) return this.hears.state(this.failures ? "sending" : "saved");
    this.busy = true;
    try {
      if (this.failures) await this.look(); // the state is asked before a queue is sent
      for (const batch of batches(this.paper, this.now())) await this.deliver(batch);
      this.failures = 0;
      await this.save();
      if (this.waiting) this.later(200);
      else this.hears.state("saved");
    } catch (error) {
      this.failed();
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  async deliver(batch) {
    let answer = await ask(`${this.address}/answers`, "PUT", batch);
    if (answer.status === 401 || answer.status === 404) {
      const headers = { "X-Attempt-Token": this.paper.token };
      answer = await ask(`${this.address}/answers`, "PUT", batch, { headers });
      if (answer.status === 401 || answer.status === 404) this.hears.signedOut();
    }
    if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status));
    const told = await answer.json();
    settle(this.paper, batch, told);
    this.sync(told.now);
    Object.keys(told.stale).forEach((slot) => this.hears.stale(Number(slot), told.stale[slot]));
    Object.keys(told.refused).forEach((slot) => this.hears.refused(Number(slot)));
    if (Object.keys(told.held).length) this.hears.held(told.state !== "closed" && batch.epoch === this.paper.epoch);
    this.hears.time(told);
  }

  /** Asks how the attempt stands; throws when the network is away. */
  async look(at) {
    const answer = await ask(`${this.address}/state${at ? `?at=${at}` : ""}`, "GET");
    if (answer.status === 401 || answer.status === 404) this.hears.signedOut();
    if (answer.status !== 200) throw new Error(String(answer.status));
    const told = await answer.json();
    token(told.csrf);
    this.sync(told.now);
    this.hears.time(told);
    return told;
  }

  /** On leaving the page: one last try that outlives it. */
  leave() {
    batches(this.paper, this.now()).forEach((batch) => {
      ask(`${this.address}/answers`, "PUT", batch, { keepalive: true }).catch(() => {});
    });
  }

  /** Hands in with what still waits; true when the server has it. */
  async handIn() {
    const mine = batches(this.paper, this.now()).find((batch) => batch.epoch === this.paper.epoch);
    const answer = await ask(`${this.address}/hand-in`, "POST", mine || { epoch: this.paper.epoch, answers: [] });
    if (answer.type !== "opaqueredirect" && !answer.ok) {
      if (answer.status === 401) this.hears.signedOut();
      throw new Error(String(answer.status));
    }
    await forget(this.paper.attempt);
    return true;
  }
}
