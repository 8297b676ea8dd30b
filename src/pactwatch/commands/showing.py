"""`pactwatch show`: one claim with all that it stands on."""

from __future__ import annotations

from pactwatch.casefile.claim import claim_facts, print_claim
from pactwatch.casefile.review import print_review
from pactwatch.casefile.rows import csv_header, csv_rows, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.printing import console, write, write_csv
from pactwatch.store import open_ledger
from pactwatch.store.review_edits import edited
from pactwatch.store.support import Support


def show_claim(ledger: str, wanted: str, form: Format) -> None:
    """Print the claim whose id is or starts with `wanted`. Raises LedgerError PW408 (none) and PW409 (several)."""
    with open_ledger(ledger) as opened, opened.view() as view:
        found = view.claim(wanted)
        review, unsupported = Support(view).review(view.review(found.claim.id))
    if form is Format.table:
        print_claim(console(), found)
        print_review(console(), found.claim, review, unsupported)
    elif form is Format.csv:
        write_csv([csv_header(), *csv_rows(found.reading.document, (found.claim,))])
    else:
        edited_claim = edited(found.claim, review.edits) if review.edits else None
        write(encode_json(claim_facts(found) | {"review": review, "edited": edited_claim, "unsupported": unsupported}) + b"\n")
