"""What certificates say of themselves to the quizzes below them (quizzes.certified.Certified)."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from quizapp.certificates.models import Certificate
from quizapp.db import db


class CertificateNumbers:
    """Answers by one query."""

    def numbers(self, enrolment_ids: Collection[int]) -> Mapping[int, str]:
        """The numbers of the certificates that count, by enrolment."""
        rows = db.session.execute(
            select(Certificate.enrolment_id, Certificate.number_words).where(
                Certificate.enrolment_id.in_(set(enrolment_ids)), Certificate.state == "valid"
            )
        )
        return {row.enrolment_id: row.number_words for row in rows}
