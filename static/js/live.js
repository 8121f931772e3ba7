// Keeps a region of the page fresh: <div data-live="/address/of/fragment" data-live-every="4">.
// Polls every 3-5 s with jitter and ETag; swaps the content only when it changed, without losing focus or scroll.
// The fragment is HTML for the inside of the region. An answer with header "X-Next: /address" moves the page on.

const PAUSE_LONGEST = 30;

/** What the focus was on, so that it can be found again in the new content. */
function focusOf(region) {
  const held = document.activeElement;
  if (!held || held === region || !region.contains(held)) return null;
  if (held.id) return `#${CSS.escape(held.id)}`;
  const key = held.getAttribute("data-key");
  if (key) return `[data-key="${CSS.escape(key)}"]`;
  return held.name ? `[name="${CSS.escape(held.name)}"]` : null;
}

function isBusy(region) {
  const held = document.activeElement;
  const typing = held && region.contains(held) && held.matches("input, select, textarea");
  const opened = region.querySelector("details[open], dialog[open]");
  return Boolean(typing || opened);
}

function swap(region, html) {
  const focus = focusOf(region);
  const kept = region.scrollLeft;
  region.innerHTML = html;
  region.scrollLeft = kept;
  const again = focus && region.querySelector(focus);
  if (again) again.focus({ preventScroll: true });
  region.dispatchEvent(new CustomEvent("live:fresh", { bubbles: true }));
}

function watch(region) {
  const every = Number(region.getAttribute("data-live-every")) || 4;
  const state = document.getElementById(region.getAttribute("data-live-state") || "");
  let etag = "";
  let failures = 0;
  let timer = 0;

  function later() {
    const base = failures ? Math.min(PAUSE_LONGEST, every * 2 ** failures) : every;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, base * 1000 * (0.75 + Math.random() * 0.5));
  }

  async function ask() {
    if (document.hidden) return later();
    try {
      const answer = await fetch(region.getAttribute("data-live"), {
        headers: etag ? { "If-None-Match": etag, "X-Live": "1" } : { "X-Live": "1" },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual",
      });
      const next = answer.headers.get("X-Next");
      if (next && next.startsWith("/") && !next.startsWith("//")) return window.location.assign(next);
      if (answer.type === "opaqueredirect" || answer.status === 401) return window.location.reload();
      if (answer.status === 200) {
        const html = await answer.text();
        if (isBusy(region)) return later();
        etag = answer.headers.get("ETag") || "";
        swap(region, html);
      } else if (answer.status !== 304) {
        throw new Error(String(answer.status));
      }
      failures = 0;
    } catch (error) {
      failures += 1;
    }
    if (state) state.hidden = failures < 2;
    return later();
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
  later();
}

document.querySelectorAll("[data-live]").forEach(watch);
