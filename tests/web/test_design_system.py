"""The design system keeps its promises: small, plain, no inline style or script, old browsers understood."""

import gzip
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CSS = sorted((PROJECT / "static" / "css").glob("*.css"))
JS = sorted((PROJECT / "static" / "js").glob("*.js"))
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
KILOBYTE = 1024

# What browsers learned only after Chrome 80.
TOO_NEW = {
    "layers": r"@layer\b",
    "container queries": r"@container\b|container-(?:type|name)\s*:",
    "nesting": r"(?m)^\s*&",
    "scopes": r"@scope\b",
    ":has, :is, :where": r":(?:has|is|where)\(",
    ":focus-visible": r":focus-visible",
    "aspect-ratio": r"[{;\s]aspect-ratio\s*:",
    "inset": r"[{;\s]inset(?:-(?:block|inline)[\w-]*)?\s*:",
    "logical shorthands": r"(?:margin|padding)-(?:inline|block)\s*:",
    "new viewport units": r"\d(?:dv|sv|lv)[hw]\b",
    "color functions": r"(?:color-mix|oklch|oklab|lch|lab)\(",
    "text-wrap": r"text-wrap\s*:",
    "::marker": r"::marker",
    "translate, rotate or scale as properties": r"[{;]\s*(?:translate|rotate|scale)\s*:",
    "range media queries": r"@media[^{]*[<>]",
}
# Met by browsers that know them; nothing is lost without (system letters of the controls, colour of the tick).
ALLOWED_EXTRAS = ("color-scheme", "accent-color")
TOO_NEW_SCRIPT = r"\.(?:replaceAll|at|replaceChildren|toSorted|findLast|hasOwn)\(|\|\|=|&&=|\?\?=|\?\.|\?\?|crypto\.randomUUID"


def css_text(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def rules(text: str) -> list[tuple[str, str]]:
    return re.findall(r"([^{}]+)\{([^{}]*)\}", text)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(letter * 2 for letter in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour_roles(selector: str) -> dict[str, str]:
    text = css_text(PROJECT / "static" / "css" / "main.css")
    body = next(body for found, body in rules(text) if found.strip() == selector)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", body))


def test_all_style_sheets_together_stay_under_20_kilobytes() -> None:
    together = b"".join(path.read_bytes() for path in CSS)
    assert CSS
    assert len(gzip.compress(together, 9)) <= 20 * KILOBYTE


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_style_sheets_need_nothing_later_than_chrome_80(path: Path) -> None:
    text = css_text(path)
    for extra in ALLOWED_EXTRAS:
        text = re.sub(rf"{extra}\s*:", "known:", text)
    assert [name for name, pattern in TOO_NEW.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_no_flexbox_uses_gap(path: Path) -> None:
    gaps = [
        selector.strip() for selector, body in rules(css_text(path)) if re.search(r"(?:^|[;\s])gap\s*:", body)
    ]
    assert gaps == [], "use margins, or grid-gap inside a grid"


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_grid_gap_stands_only_in_grids(path: Path) -> None:
    flexed = [
        selector.strip()
        for selector, body in rules(css_text(path))
        if "grid-gap" in body and re.search(r"display:\s*(?:inline-)?flex", body)
    ]
    assert flexed == []


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_style_sheets_load_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"@import|url\(|https?:", css_text(path))


def test_no_page_can_load_more_than_15_kilobytes_of_script() -> None:
    shared = [path for path in JS if path.name in ("site.js", "live.js", "clock.js")]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in shared)
    own = [len(gzip.compress(path.read_bytes(), 9)) for path in JS if path not in shared]
    assert len(shared) == 3
    assert size + max(own, default=0) <= 15 * KILOBYTE


@pytest.mark.parametrize("path", JS, ids=lambda path: path.name)
def test_scripts_are_understood_by_old_browsers(path: Path) -> None:
    code = re.sub(r"(?m)^\s*//.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(TOO_NEW_SCRIPT, code) == []


@pytest.mark.parametrize("path", JS, ids=lambda path: path.name)
def test_scripts_speak_no_vietnamese_of_their_own(path: Path) -> None:
    code = re.sub(r"(?m)//.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    letters = re.findall(r"[\u00c0-\u01b0\u1ea0-\u1ef9]", code.replace("[đĐ]", ""))
    assert letters == [], "words come from data attributes"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT / "templates")))
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"<style\b", text), "styles live in static/css"
    assert not re.search(r"<[a-z][^>]*\sstyle\s*=", text), "no style attributes: the policy refuses them"
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text), "no event attributes"
    assert "javascript:" not in text
    for tag, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, flags=re.DOTALL):
        assert not body.strip(), "no inline script"
        assert 'type="module"' in tag
        assert "src=" in tag


SCHEMES = (
    ":root",
    ':root[data-theme="dark"]',
    ':root[data-contrast="high"]',
    ':root[data-contrast="high"][data-theme="dark"]',
)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_colour_has_seven_to_one_on_every_surface(scheme: str) -> None:
    roles = colour_roles(scheme)
    weak = [
        (text, surface, round(contrast(roles[text], roles[surface]), 2))
        for text in ("ink", "soft", "link", "brand")
        for surface in ("page", "paper", "sunk")
        if contrast(roles[text], roles[surface]) < 7
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_status_word_has_seven_to_one_on_its_own_ground(scheme: str) -> None:
    roles = colour_roles(scheme)
    assert [
        name for name in ("ok", "warn", "bad", "info") if contrast(roles[name], roles[f"{name}-bg"]) < 7
    ] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_have_three_to_one(scheme: str) -> None:
    roles = colour_roles(scheme)
    assert [
        surface for surface in ("page", "paper", "sunk") if contrast(roles["edge"], roles[surface]) < 3
    ] == []


SAME_DARK = (
    (':root:not([data-theme="light"])', ':root[data-theme="dark"]'),
    (
        ':root[data-contrast="high"]:not([data-theme="light"])',
        ':root[data-contrast="high"][data-theme="dark"]',
    ),
)


@pytest.mark.parametrize(("by_device", "by_choice"), SAME_DARK)
def test_dark_by_the_device_and_dark_by_choice_are_the_same(by_device: str, by_choice: str) -> None:
    assert colour_roles(by_device) == colour_roles(by_choice)


def test_body_text_is_at_least_18_pixels_and_grows() -> None:
    text = css_text(PROJECT / "static" / "css" / "main.css")
    assert "html { font-size: 112.5%;" in text
    assert 'html[data-text="large"] { font-size: 137.5%; }' in text


def test_zooming_is_never_blocked() -> None:
    viewports = [
        path
        for path in TEMPLATES
        if re.search(r"user-scalable|maximum-scale", path.read_text(encoding="utf-8"))
    ]
    assert viewports == []


def test_every_icon_that_a_part_asks_for_is_drawn() -> None:
    drawn = set(
        re.findall(r'^  "([\w-]+)": \'<', (PROJECT / "templates/_parts/icons.html").read_text("utf-8"), re.M)
    )
    asked = {
        name
        for path in TEMPLATES
        for name in re.findall(r'\bicon\("([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= drawn
