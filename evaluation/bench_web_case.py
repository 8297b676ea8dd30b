"""A case over eighteen documents for the bench of the web server: three accepted claims of each, a paragraph a document, a provision."""

from __future__ import annotations

from pactwatch.casefile import case_edits as edits
from pactwatch.casefile.case_edits import Edit, cases_in
from pactwatch.store import ClaimFilter, Ledger

DOCUMENTS, CLAIMS = 18, 3
TITLE = "The bench"


def make_case(ledger: Ledger) -> str:
    """Return the id of the case, made where it is not there yet; a person wrote it and another accepted its claims."""
    with ledger.view() as view:
        known = next((case.id for case in cases_in(view) if case.title == TITLE), None)
        documents = [document for _, document in view.latest()][:DOCUMENTS]
        rows = {name: [row.claim.id for row in view.claims(ClaimFilter(document=name, limit=CLAIMS))] for name in documents}
    if known is not None:
        return known
    case = edits.new_case(ledger, TITLE, who="Ada").subject
    for claims in rows.values():
        for claim in claims:
            ledger.review(claim, "accept", who="Bea", why="bench")
        edits.add_paragraph(ledger, Edit(case=case, who="Ada"), " ".join(f"It was said. [[{claim}]]" for claim in claims))
    edits.add_exhibit(ledger, Edit(case=case, who="Ada"), "unsc-2397-2017-p8")
    return case
