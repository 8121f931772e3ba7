"""What is wrong with something that a person wrote: a stable code with facts, returned and never raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Fact = str | int | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault. code: a stable word; place: where ("criteria.3", "option 2"); facts: what its sentence names."""

    code: str
    place: str = ""
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
