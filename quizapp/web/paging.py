"""Links between the pages of a list."""

from collections.abc import Callable

PageLink = tuple[str, str | None, bool]


def page_links(number: int, pages: int, address: Callable[[int], str]) -> tuple[PageLink, ...]:
    """(label, address, is present) for the first, the last and those around the present page; address None: a gap.

    Empty when there is only one page.
    """
    if pages < 2:
        return ()
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    links: list[PageLink] = []
    last = 0
    for one in shown:
        if one > last + 1:
            links.append(("…", None, False))
        links.append((str(one), address(one), one == number))
        last = one
    return tuple(links)
