"""Take fields out of a mapping read from YAML; whatever is wrong with one becomes a Problem with its line."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from quizapp.formats.drafts import Fact, Problem
from quizapp.formats.strict_yaml import LinedDict

LONGEST_TEXT = 5_000


@dataclass(slots=True)
class Fields:
    """One mapping under check. place names the file (and the id, once known); problems are gathered in order."""

    source: LinedDict
    place: str
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, column: str | None = None, **facts: Fact) -> None:
        line = self.source.key_lines.get(column or "", self.source.line)
        self.problems.append(Problem(code, place=self.place, row=line, column=column, facts=facts))

    def only(self, known: Collection[str]) -> None:
        """Refuse every key that the schema does not know: it is nearly always a slip of the pen."""
        for key in self.source:
            if key not in known:
                self.refuse("field_unknown", key, known=", ".join(known))

    def text(self, key: str, *, needed: bool = True, longest: int = LONGEST_TEXT) -> str:
        value = self.source.get(key)
        if value is None:
            if needed:
                self.refuse("field_missing", key)
            return ""
        if not isinstance(value, str):
            self.refuse("field_not_text", key)
            return ""
        return self._fitting(key, value.strip(), needed, longest)

    def _fitting(self, key: str, value: str, needed: bool, longest: int) -> str:
        if needed and not value:
            self.refuse("field_missing", key)
        if len(value) > longest:
            self.refuse("field_too_long", key, most=longest)
        if "\t" in value:
            self.refuse("field_has_tab", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text alone."""
        value = self.source.get(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str) and item.strip() for item in listed):
            self.refuse("field_not_text", key)
            return ()
        return tuple(item.strip() for item in listed)

    def word(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key)
        if value and value not in allowed:
            self.refuse("field_not_one_of", key, value=value, allowed=", ".join(allowed))
        return value

    def whole(self, key: str, smallest: int, largest: int) -> int:
        value = self.source.get(key)
        if value is None:
            self.refuse("field_missing", key)
            return smallest
        if isinstance(value, bool) or not isinstance(value, int) or not smallest <= value <= largest:
            self.refuse("field_not_whole", key, smallest=smallest, largest=largest)
            return smallest
        return value

    def day(self, key: str, *, needed: bool = True) -> date | None:
        value = self.source.get(key)
        if value is None:
            if needed:
                self.refuse("field_missing", key)
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.refuse("field_not_date", key)
            return None
        return value

    def inner(self, key: str) -> "Fields | None":
        """The mapping under this key; shares the list of problems."""
        value = self.source.get(key)
        if value is None:
            self.refuse("field_missing", key)
            return None
        if not isinstance(value, LinedDict):
            self.refuse("field_not_mapping", key)
            return None
        return Fields(value, self.place, self.problems)

    def each(self, key: str, *, needed: bool = True) -> "Iterator[Fields]":
        """The mappings listed under this key; shares the list of problems."""
        value = self.source.get(key)
        if value is None or value == []:
            if needed:
                self.refuse("field_missing", key)
            return
        if not isinstance(value, list):
            self.refuse("field_not_list", key)
            return
        for item in value:
            if isinstance(item, LinedDict):
                yield Fields(item, self.place, self.problems)
            else:
                self.refuse("field_not_mapping", key)
