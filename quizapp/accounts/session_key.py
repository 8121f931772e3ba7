"""What a session cookie says: which person, and for a slip session which slip, each with its number.

"p.<person>.<session number>" or "s.<person>.<session number>.<slip>.<generation>": raising the number in the
database ends the session on the server; renewing a slip ends only the sessions of that slip.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionKey:
    """The parsed key; slip_id and generation are None in a session opened by password."""

    person_id: int
    session_number: int
    slip_id: int | None = None
    generation: int | None = None

    def __str__(self) -> str:
        if self.slip_id is None:
            return f"p.{self.person_id}.{self.session_number}"
        return f"s.{self.person_id}.{self.session_number}.{self.slip_id}.{self.generation}"

    @classmethod
    def parse(cls, text: str) -> "SessionKey | None":
        """None for whatever is not a key of ours."""
        kind, *numbers = text.split(".")
        if not all(number.isascii() and number.isdigit() for number in numbers):
            return None
        if (kind, len(numbers)) not in (("p", 2), ("s", 4)):
            return None
        return cls(*(int(number) for number in numbers))
