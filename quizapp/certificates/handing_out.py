"""Certificates as PDF: printed from what was frozen, each file known again by its SHA-256."""

import hashlib
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from quizapp.centre.queries import CentreFacts
from quizapp.certificates.models import HandedOutFile
from quizapp.certificates.print_facts import OPEN, Signing, facts_of, printed
from quizapp.certificates.queries import Issued
from quizapp.cohorts.queries import CohortFacts, Learner
from quizapp.db import db, transactional
from quizapp.domain.names import fold
from quizapp.formats.certificate_pdf import certificates_pdf

SAMPLE_NAME = "Nguyễn Thị Mẫu"


def certificates_file(certificates: Sequence[Issued], now: datetime, actor_id: int | None) -> bytes:
    """One PDF, a page each, in the order given. The same certificates give the same bytes: the file's date is theirs."""
    sheets = [printed(one.facts, one.number_words, one.code, one.decision) for one in certificates]
    content = certificates_pdf(sheets, max(one.issued_at for one in certificates))
    note_handed_out(content, [one.id for one in certificates], now, actor_id)
    return content


def certificates_zip(certificates: Sequence[Issued], now: datetime, actor_id: int | None) -> bytes:
    """A zip with one PDF for each, named by number and name; each is known again by itself."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for one in certificates:
            name = "-".join((one.number_words.replace("/", "-"), *fold(one.name).title().split()))
            safe = "".join(sign for sign in name if sign.isalnum() or sign in "-_.")
            bundle.writestr(f"{safe}.pdf", certificates_file([one], now, actor_id))
    return out.getvalue()


@transactional
def note_handed_out(content: bytes, certificates: list[int], now: datetime, actor_id: int | None) -> None:
    """Remember a file that leaves the centre, so that a check is a look-up; again: nothing new."""
    digest = hashlib.sha256(content).hexdigest()
    if db.session.get(HandedOutFile, digest) is None:
        db.session.add(
            HandedOutFile(sha256=digest, certificates=certificates, made_at=now, made_by_id=actor_id)
        )


def sample_file(cohort: CohortFacts, centre: CentreFacts, signing: Signing, now: datetime) -> bytes:
    """What a certificate of this class will look like, made out to nobody, without a number."""
    nobody = Learner(
        0, 0, 0, SAMPLE_NAME, "", "", "female", "1966-12-13", "", "", "Bí thư chi bộ", "Chi bộ (mẫu)",
        "Đảng bộ (mẫu)", None, "", 0, "",
    )  # fmt: skip
    facts = facts_of(nobody, "Giỏi", cohort, centre, signing)
    return certificates_pdf([printed({**facts, "verify_address": ""}, "(mẫu, chưa cấp)", "", OPEN)], now)
