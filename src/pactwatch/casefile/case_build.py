"""From a case and its material to the case file that every format renders. Pure: same ledger, same case file.

1. footnotes, numbered as paragraphs and exhibits come to them     case_notes
2. paragraphs as runs with the numbers of their footnotes          case_notes
3. charts, origin trees, timeline, map                             case_pictures, case_timeline, case_map
4. provision tables, without verdicts                              case_provisions
5. signatures that still stand, what is left out, what is wrong    case_checks
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pactwatch
from pactwatch.casefile.case_checks import problems_of
from pactwatch.casefile.case_file import CaseFile, LeftOut, Note
from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_map import case_map
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_notes import notes_of, prose_of
from pactwatch.casefile.case_pictures import charts, origin_trees
from pactwatch.casefile.case_provisions import provision_tables
from pactwatch.casefile.case_shown import claim_digests, shown_digest
from pactwatch.casefile.case_timeline import timeline
from pactwatch.casefile.cases import Case, Signature, people, same_person
from pactwatch.model import Document
from pactwatch.origins.types import Story


def build(case: Case, material: Material, *, draft: bool = False, day: str | None = None) -> CaseFile:
    """Return the case file; `day` (ISO 8601) is when it is made, the ledger's newest entry where it is None."""
    notes = notes_of(case, material, draft=draft)
    shown = tuple(note for note in notes if note.claim is not None)
    drawn = tuple(note for note in shown if note.drawn)  # a draft shows what nobody reviewed, and not what people left out
    tables = provision_tables(shown, material, draft=draft)
    digest = shown_digest(shown, tables) if not draft else _published_digest(case, material)
    signed = tuple(one.by for one in standing_signatures(case, shown, digest))
    return CaseFile(
        case=case, draft=draft, day=day or material.day, prose=prose_of(case, notes, material), notes=notes,
        charts=charts(drawn, material), origins=origin_trees(_stories(case, shown, material), shown, material),
        timeline=timeline(drawn), map=case_map(drawn), provisions=tables,
        documents=_documents(shown), signed=signed, left_out=_left_out(case, notes, material),
        problems=problems_of(case, notes, material, signed), audit_head=material.head, program=f"pactwatch {pactwatch.__version__}",
        schema=material.schema, shown=digest,
    )  # fmt: skip


def _published_digest(case: Case, material: Material) -> str:
    """Return the digest of what is shown where the case is no draft: what people sign is never one."""
    notes = [note for note in notes_of(case, material, draft=False) if note.claim is not None]
    return shown_digest(notes, provision_tables(notes, material, draft=False))


def standing_signatures(case: Case, notes: Iterable[Note], shown: str) -> tuple[Signature, ...]:
    """Return the signatures of people who are no authors, under the case as it is, the claims as cited and what is `shown` of both."""
    claims = claim_digests(notes)
    found = [one for one in case.signatures if not any(same_person(one.by, author) for author in case.authors)]
    found = [one for one in found if one.content == case.content and one.shown == shown]
    found = [one for one in found if all(one.claims.get(name) == digest for name, digest in claims.items())]
    names = people(one.by for one in found)
    return tuple(next(one for one in found if one.by == name) for name in names)


def _stories(case: Case, notes: Sequence[Note], material: Material) -> list[Story]:
    documents = {note.document.id for note in notes if note.document is not None}
    asked = {exhibit.ref for exhibit in case.exhibits if exhibit.what == "story"}
    return [story for story in material.stories if story.id in asked or documents & set(story.documents)]


def _documents(notes: Iterable[Note]) -> tuple[Document, ...]:
    return tuple({note.document.id: note.document for note in notes if note.document is not None}.values())


def _left_out(case: Case, notes: Iterable[Note], material: Material) -> tuple[LeftOut, ...]:
    shown = {note.ref for note in notes if note.claim is not None}
    found: dict[str, list[str]] = {}
    for name in material.claims:
        if name not in shown:
            why = "excluded" if name in material.excluded else standing(material.reviews[name], case.rules)
            found.setdefault(why, []).append(name)
    return tuple(LeftOut(why=why, claims=tuple(names)) for why, names in sorted(found.items()))
