"""Facts of this room in the words people use."""

from datetime import timedelta


def clock_words(left: timedelta | None) -> str:
    """Time left as on a clock: "29:05", with hours "1:29:05"; rounded up to the second."""
    seconds = -(-left // timedelta(seconds=1)) if left else 0
    hours, rest = divmod(seconds, 3600)
    clock = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{clock}" if hours else clock
