"""Keeps the text of slip links (/s/<token>) out of every log: whoever reads a log must not be able to sign in."""

import logging
import re
from typing import Any

_TOKEN = re.compile(r"(/s/)[A-Za-z0-9._~%-]+")
LOGGERS = ("werkzeug", "granian.access", "_granian", "quizapp")


def masked(text: str) -> str:
    """The text with every token of a slip's link replaced."""
    return _TOKEN.sub(r"\1***", text)


class TokenMask(logging.Filter):
    """Masks tokens in the message and in its arguments; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(value) for value in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _masked(value) for name, value in record.args.items()}
        return True


def _masked(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value


MASK = TokenMask()


def mask_tokens() -> None:
    """Put the mask before every logger and handler that may see an address. Again: nothing changes."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(MASK)
    for handler in logging.getLogger().handlers:
        handler.addFilter(MASK)
