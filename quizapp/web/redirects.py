"""Where a form may send people back to: only addresses of this site."""

from urllib.parse import urlsplit


def safe_target(target: str | None, otherwise: str = "/") -> str:
    """The target when it is a path on this site, else the other; never another host, never a script."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    parts = urlsplit(target)
    clean = not parts.scheme and not parts.netloc and "\\" not in target and target.isprintable()
    return target if clean else otherwise
