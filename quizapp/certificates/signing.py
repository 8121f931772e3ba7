"""Who signs the papers of a class: whoever signed its latest certificates, else the centre's usual signer."""

from quizapp.centre.queries import letterhead
from quizapp.certificates.lists import Paper
from quizapp.certificates.print_facts import Signing, usual_signing
from quizapp.certificates.queries import valid_certificates
from quizapp.cohorts.queries import cohort


def paper_for(cohort_id: int) -> Paper:
    """For the lists of a class."""
    facts, centre = cohort(cohort_id), letterhead()
    signing = usual_signing(facts, centre)
    issued = valid_certificates(cohort_id)
    if issued:
        last = max(issued, key=lambda one: one.id).facts
        signing = Signing(
            last["signer_name"], last["signer_position"], last["signer_authority"], last["authority"]
        )
    return Paper(facts, centre, signing)
