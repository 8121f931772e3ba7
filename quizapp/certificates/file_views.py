"""Everything about certificates that leaves as a file."""

from io import BytesIO

from flask import abort, send_file
from werkzeug.wrappers import Response

from quizapp.centre.queries import letterhead
from quizapp.certificates import candidates, handing_out, lists, queries
from quizapp.certificates.blueprint import bp
from quizapp.certificates.candidates import State
from quizapp.certificates.lists import Paper
from quizapp.certificates.print_facts import usual_signing
from quizapp.certificates.signing import paper_for
from quizapp.cohorts import queries as cohorts
from quizapp.formats.list_csv import list_csv
from quizapp.formats.list_docx import list_docx
from quizapp.formats.list_facts import OfficeList
from quizapp.formats.list_xlsx import list_xlsx
from quizapp.web.access import Right
from quizapp.web.clock import now
from quizapp.web.pages import page, viewer

TAKING = (Right.ISSUE_CERTIFICATES, Right.EXPORT_LISTS)
WRITERS = {"xlsx": list_xlsx, "docx": list_docx, "csv": list_csv}


@bp.get("/cohorts/<int:cohort_id>/certificates/sample.pdf")
@page(rights=Right.ISSUE_CERTIFICATES, of=cohorts.cohort_place)
def sample(cohort_id: int) -> Response:
    """What a certificate of this class will look like."""
    cohort, centre = cohorts.cohort(cohort_id), letterhead()
    content = handing_out.sample_file(cohort, centre, usual_signing(cohort, centre), now())
    return _file(content, f"giay-chung-nhan-mau-{cohort.code}.pdf", shown=True)


@bp.get("/cohorts/<int:cohort_id>/certificates.pdf")
@page(rights=TAKING, of=cohorts.cohort_place)
def all_pdf(cohort_id: int) -> Response:
    """Every certificate of the class that counts, a page each, by name."""
    issued = lists.in_name_order(queries.valid_certificates(cohort_id)) or abort(404)
    content = handing_out.certificates_file(issued, now(), viewer().person_id)
    return _file(content, f"giay-chung-nhan-{cohorts.cohort(cohort_id).code}.pdf")


@bp.get("/cohorts/<int:cohort_id>/certificates.zip")
@page(rights=TAKING, of=cohorts.cohort_place)
def all_zip(cohort_id: int) -> Response:
    """The same, one file each."""
    issued = lists.in_name_order(queries.valid_certificates(cohort_id)) or abort(404)
    content = handing_out.certificates_zip(issued, now(), viewer().person_id)
    return _file(content, f"giay-chung-nhan-{cohorts.cohort(cohort_id).code}.zip")


@bp.get("/certificate-batches/<int:batch_id>/certificates.pdf")
@page(rights=TAKING, of=queries.batch_place)
def batch_pdf(batch_id: int) -> Response:
    """The certificates of one issue."""
    batch = queries.batch(batch_id)
    issued = lists.in_name_order(queries.valid_certificates(batch.cohort_id, batch_id)) or abort(404)
    content = handing_out.certificates_file(issued, now(), viewer().person_id)
    return _file(content, f"giay-chung-nhan-{cohorts.cohort(batch.cohort_id).code}-dot-{batch_id}.pdf")


@bp.get("/certificates/<int:certificate_id>.pdf")
@page(rights=TAKING, of=queries.certificate_place)
def one_pdf(certificate_id: int) -> Response:
    """One certificate."""
    issued = queries.certificate(certificate_id)
    if not issued.is_valid:
        abort(404)
    content = handing_out.certificates_file([issued], now(), viewer().person_id)
    return _file(content, f"giay-chung-nhan-{issued.number_words.replace('/', '-')}.pdf")


@bp.get("/cohorts/<int:cohort_id>/certificates/register.pdf")
@page(rights=TAKING, of=cohorts.cohort_place)
def register_pdf(cohort_id: int) -> Response:
    """The extract of the register for the class; of the latest book when it stands in several."""
    books = queries.books_of(cohort_id) or abort(404)
    held = queries.certificates_of(cohort_id)
    content = lists.register_file(paper_for(cohort_id), books[-1], held, now())
    return _file(content, f"so-goc-{cohorts.cohort(cohort_id).code}.pdf")


@bp.get("/cohorts/<int:cohort_id>/certificates/list.<any(xlsx, docx, csv):kind>")
@page(rights=TAKING, of=cohorts.cohort_place)
def certificate_list(cohort_id: int, kind: str) -> Response:
    """The certificate list in the office's form."""
    issued = queries.valid_certificates(cohort_id)
    paper = paper_for(cohort_id)
    return _list(lists.certificate_list(paper, issued), kind, "danh-sach-cap-giay-chung-nhan", paper)


@bp.get("/cohorts/<int:cohort_id>/certificates/receipt.<any(xlsx, docx):kind>")
@page(rights=TAKING, of=cohorts.cohort_place)
def receipt_list(cohort_id: int, kind: str) -> Response:
    """The list on which holders sign."""
    paper = paper_for(cohort_id)
    facts = lists.receipt_list(paper, queries.valid_certificates(cohort_id))
    return _list(facts, kind, "danh-sach-ky-nhan", paper)


@bp.get("/cohorts/<int:cohort_id>/certificates/proposal.<any(xlsx, docx):kind>")
@page(rights=TAKING, of=cohorts.cohort_place)
def proposal_list(cohort_id: int, kind: str) -> Response:
    """For the director: who is proposed to be recognised."""
    seen = candidates.preview(cohort_id, now())
    paper = Paper(seen.cohort, letterhead(), seen.signing)
    facts = lists.proposal_list(paper, seen.of(State.READY))
    return _list(facts, kind, "danh-sach-de-nghi-cong-nhan", paper)


def _list(facts: OfficeList, kind: str, name: str, paper: Paper) -> Response:
    return _file(WRITERS[kind](facts), f"{name}-{paper.cohort.code}.{kind}")


def _file(content: bytes, name: str, *, shown: bool = False) -> Response:
    response = send_file(BytesIO(content), as_attachment=not shown, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "private, no-store"
    return response
