"""What staff should look at before numbers are given away: odd names, facts that are missing, papers that won't print."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.centre.queries import CentreFacts
from quizapp.certificates.print_facts import OPEN, Signing, printed
from quizapp.cohorts.queries import CohortFacts
from quizapp.domain.names import canonical
from quizapp.formats.certificate_pdf import certificates_pdf, unprintable_on
from quizapp.formats.pdf import DoesNotFit

BLOCKING = frozenset({"unprintable", "does_not_fit"})
# Up to these lengths the layout has room without measuring; only longer texts are set for trial.
ROOMY = {"name": 38, "programme": 60, "post": 60, "authority": 70, "issuer": 38, "superior": 38, "venue": 40}
ROOMY_PLACE = 88
_LONGEST_NUMBER = "9" * 6 + "/2026/GCN-TTCT"


@dataclass(frozen=True, slots=True)
class Doubt:
    """code: see web/wording/certificates.py; told: what the sentence names."""

    code: str
    told: str = ""

    @property
    def is_blocking(self) -> bool:
        """Such a certificate cannot be issued before it is mended."""
        return self.code in BLOCKING


def doubts_of(people: Mapping[int, Mapping[str, Any]], made_at: datetime) -> dict[int, list[Doubt]]:
    """{enrolment: doubts} for frozen facts {enrolment: facts}; everybody is in it."""
    names = Counter(canonical(facts["name"]) for facts in people.values())
    found = {key: list(_of_one(facts, names)) for key, facts in people.items()}
    printable = {key: facts for key, facts in people.items() if not any(d.is_blocking for d in found[key])}
    for key in _too_long(printable, made_at):
        found[key].append(Doubt("does_not_fit"))
    return found


def class_doubts(cohort: CohortFacts, centre: CentreFacts, signing: Signing) -> tuple[Doubt, ...]:
    """What is missing for the whole class; none of it blocks."""
    lacking = {
        "no_dates": not (cohort.starts and cohort.ends),
        "no_venue": not cohort.place,
        "no_signer": not signing.name,
        "no_place": not centre.place,
    }
    return tuple(Doubt(code) for code, lacks in lacking.items() if lacks)


def _of_one(facts: Mapping[str, Any], names: Counter[str]) -> Iterable[Doubt]:
    name = facts["name"]
    unknown = unprintable_on(printed(facts, _LONGEST_NUMBER, "", OPEN))
    if unknown:
        yield Doubt("unprintable", " ".join(sorted(unknown)))
    if len(name.split()) < 2:
        yield Doubt("one_word")
    if len(name) > 1 and name == name.upper():
        yield Doubt("all_capitals")
    elif name == name.lower():
        yield Doubt("no_capitals")
    if any(not (sign.isalpha() or sign in " '’-") for sign in name):
        yield Doubt("signs_in_name")
    if not facts["born"]:
        yield Doubt("no_birth")
    if not facts["cell"] and not facts["unit"]:
        yield Doubt("no_unit")
    if names[canonical(name)] > 1:
        yield Doubt("same_name", str(names[canonical(name)]))


def _is_roomy(facts: Mapping[str, Any]) -> bool:
    place = len(facts["cell"]) + len(facts["unit"]) + 2
    return place <= ROOMY_PLACE and all(len(facts[key]) <= limit for key, limit in ROOMY.items())


def _too_long(people: Mapping[int, Mapping[str, Any]], made_at: datetime) -> list[int]:
    """Those whose texts do not fit on the page: set for trial, the first one that fails taken out, and again."""
    trial = {key: facts for key, facts in people.items() if not _is_roomy(facts)}
    failed: list[int] = []
    while trial:
        try:
            certificates_pdf(_sheets(trial.values()), made_at)
            break
        except DoesNotFit as reason:
            named = [key for key, facts in trial.items() if facts["name"] == str(reason.args[0])] or list(
                trial
            )
        failed += named
        for key in named:
            del trial[key]
    return failed


def _sheets(people: Iterable[Mapping[str, Any]]) -> Sequence[Any]:
    return [printed(facts, _LONGEST_NUMBER, "", OPEN) for facts in people]
