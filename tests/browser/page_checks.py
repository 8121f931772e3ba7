"""What holds for every page, asked of the page itself in the browser."""

import gzip
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.browsing import PHONE

AXE = Axe()
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TALLEST = 12_000
SHOWN = 3  # faults of one kind on one page
LARGEST = 60 * 1024
SMALLEST_TARGET = 44  # px; links inside sentences excepted (WCAG 2.5.8 leaves them out too)

TARGETS = """smallest => {
  const seen = one => {
    const box = one.getBoundingClientRect(), look = getComputedStyle(one);
    return box.width > 2 && box.height > 2 && look.visibility !== 'hidden' && look.opacity !== '0'
      && !one.closest('[inert], .visually-hidden, .skip');
  };
  const high = one => Math.round(one.getBoundingClientRect().height * 10) / 10;
  const inSentence = one => {
    if (one.tagName !== 'A' || !getComputedStyle(one).display.startsWith('inline')) return false;
    const around = one.parentElement.closest('p, li, dd, dt, td, th, figcaption, label, legend, h1, h2, h3, span, div');
    return around.textContent.trim().length > one.textContent.trim().length + 3;
  };
  const covering = one => {  // a choice inside or beside its label; a whole card or row that is the link
    const label = one.labels && one.labels[0];
    return label && label.getBoundingClientRect().height >= smallest;
  };
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter(one => seen(one) && high(one) < smallest && !inSentence(one) && !covering(one))
    .map(one => `${one.tagName.toLowerCase()} "${(one.textContent || one.name).trim().slice(0, 40)}" ${high(one)} px high`);
}"""

SMALL_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (!node.nodeValue.trim() || !box.getClientRects().length || box.closest('svg, script, .visually-hidden')) continue;
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (size < 14) small.add(`"${node.nodeValue.trim().slice(0, 40)}" ${size} px`);
  }
  return [...small];
}"""

WIDE = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.className} reaches ${Math.round(one.getBoundingClientRect().right)}`)
    .concat([`the page is ${document.documentElement.scrollWidth} px wide at ${width}`])"""


def accessibility(page: Page) -> list[str]:
    """What axe finds on a phone so high that no bar at its edge covers anything: people scroll."""
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": min(max(height, PHONE["height"]), TALLEST)})
    found: Any = AXE.run(
        page, options={"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
    )
    return [
        f"axe {one['id']}: {node['html'][:160]} {node.get('failureSummary', '').splitlines()[-1:]}"
        for one in found.response["violations"]
        for node in one["nodes"][:SHOWN]
    ]


def size(answer: Response) -> list[str]:
    """The page as it travels must be small."""
    packed = len(gzip.compress(answer.body(), 6))
    return [f"{packed} bytes compressed"] if packed > LARGEST else []


def letters(page: Page) -> list[str]:
    """Text is 18 px; small print no less than 14 px."""
    body = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
    faults = [f"text of {body} px"] if body < 18 else []
    return faults + [f"small print: {one}" for one in page.evaluate(SMALL_TEXT)]


def targets(page: Page) -> list[str]:
    """What a thumb must hit."""
    found: list[str] = page.evaluate(TARGETS, SMALLEST_TARGET)
    return found[:SHOWN]


def width(page: Page, pixels: int) -> list[str]:
    """Nothing is wider than the screen."""
    page.set_viewport_size({"width": pixels, "height": 900})
    found: list[str] = page.evaluate(WIDE, pixels)
    return found
