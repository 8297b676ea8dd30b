"""The case of a bundle: what its judgements make, against the manifest, the order of the page, and what those who signed it signed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pactwatch.casefile.bundle_opened import JUDGEMENTS, Found, Opened
from pactwatch.casefile.bundle_prose import page_of
from pactwatch.casefile.case_bundle import MANIFEST
from pactwatch.casefile.case_notes import claim_digest
from pactwatch.casefile.case_types import Case, Signature, content_digest, same_person


def check_case(bundle: Opened) -> Iterator[Found]:
    """Yield where the manifest's case, its content or its signatures are not those of the judgements."""
    if bundle.judgements is None:
        return
    case, numbers = bundle.case, tuple(note.number for note in bundle.manifest.footnotes)
    if case is None:
        yield JUDGEMENTS, f"no judgement in it opens {bundle.manifest.case}", numbers
        return
    if bundle.manifest.title != case.title:
        yield MANIFEST, f"the title is “{case.title}” by the judgements", ()
    if bundle.manifest.format == 1:
        yield from _check_content(bundle, case)
    for name in bundle.manifest.signed:
        signature = next((one for one in case.signatures if one.by == name and one.content == bundle.manifest.content), None)
        if signature is None:
            yield JUDGEMENTS, f"there is no signature of {name} under this state of the case in it", ()
        else:
            bundle.count("signatures")
            yield from _check_signature(bundle, case, signature)


def _check_content(bundle: Opened, case: Case) -> Iterator[Found]:
    """Yield that what the judgements and the page make has another hash than the manifest says; the page gives the order of paragraphs."""
    page = page_of(bundle)
    if page is None:
        return
    order = {name: place for place, name in enumerate(page.paragraphs)}
    placed = sorted(case.paragraphs, key=lambda one: order.get(one.id, len(order)))
    if content_digest(msgspec.structs.replace(case, paragraphs=tuple(placed))) == bundle.manifest.content:
        bundle.count("contents")
    elif page.leaves_out or case.replies or case.excluded or bundle.manifest.draft:
        # exhibits that are not shown and earlier words of a reply are not bundled
        bundle.unchecked.append("the content that the signatures are under: the bundle does not hold all of it")
    else:
        yield MANIFEST, "the content that it gives, and that people signed, is not that of the judgements and the page", ()


def _check_signature(bundle: Opened, case: Case, signature: Signature) -> Iterator[Found]:
    if any(same_person(signature.by, name) for name in case.authors):
        yield JUDGEMENTS, f"{signature.by} wrote of the case, and nobody signs what they wrote", ()
    numbers = {note.ref: note.number for note in bundle.manifest.footnotes}
    for one in bundle.claims or ():
        if signature.claims.get(one.claim.id) != claim_digest(one.claim):
            yield JUDGEMENTS, f"{signature.by} did not sign {one.claim.id} as it is cited here", (numbers.get(one.claim.id, 0),)


