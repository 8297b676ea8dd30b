"""Drafting: one plain sentence for each reviewed claim of a case that no paragraph cites yet, a paragraph for each claim type."""

from __future__ import annotations

import msgspec

from pactwatch.casefile.case_file import Note
from pactwatch.casefile.case_held import standing
from pactwatch.casefile.case_material import Material
from pactwatch.casefile.case_notes import claim_note
from pactwatch.casefile.case_sentences import sentence
from pactwatch.casefile.cases import Case, Exhibit
from pactwatch.data import read_toml
from pactwatch.model import Frozen
from pactwatch.store.tracing import Traced
from pactwatch.store.view import View


class Drafts(Frozen, frozen=True, kw_only=True):
    """Paragraphs to be added, and the claims that none was drafted from, by why."""

    paragraphs: tuple[str, ...]
    left_out: dict[str, tuple[str, ...]]


def widened(view: View, case: Case, traced: Traced) -> Case:
    """Return the case with the claims of its documents and stories among its exhibits: what drafts are made from."""
    documents = [exhibit.ref for exhibit in case.exhibits if exhibit.what == "document"]
    asked = [traced.called(exhibit.ref) for exhibit in case.exhibits if exhibit.what == "story"]
    documents += [name for found in asked if len(found) == 1 for name in found[0]]
    known = {exhibit.ref for exhibit in case.exhibits}
    more = [claim.id for name in dict.fromkeys(documents) for reading in view.readings(name) for claim in reading.claims]
    added = tuple(Exhibit(what="claim", ref=name, by="", at="", why="", judgement="") for name in more if name not in known)
    return msgspec.structs.replace(case, exhibits=(*case.exhibits, *added))


def drafts(case: Case, material: Material, *, draft: bool) -> Drafts:
    """Return the paragraphs that `case build` adds. Copies within a text (`same_as`) and excluded claims are passed over."""
    wanted = {"accepted", "unreviewed", "accepted by too few"} if draft else {"accepted"}
    excluded, cited = material.excluded, set(material.cited.values())
    left_out: dict[str, list[str]] = {}
    notes: list[Note] = []
    for name in material.held:
        stands = standing(material.reviews[name], case.rules)
        note = claim_note(0, material.claims[name], material.reviews[name], material, (), stands)
        why = _why_not(note, wanted, cited, excluded)
        if why == "":
            notes.append(note)
        elif why is not None:
            left_out.setdefault(why, []).append(name)
    drafted = {note.ref for note in notes} | cited
    copies = [note for note in notes if note.claim is not None and note.claim.same_as in drafted]
    if copies:
        left_out["told again in the same text"] = [note.ref for note in copies]
    notes = [note for note in notes if note not in copies]
    return Drafts(paragraphs=tuple(_paragraphs(notes)), left_out={why: tuple(names) for why, names in left_out.items()})


def _why_not(note: Note, wanted: set[str], cited: set[str], excluded: frozenset[str]) -> str | None:
    """Return why a claim gives no sentence, "" where it does, None where that is no news."""
    if note.ref in cited:
        return None
    if note.ref in excluded:
        return "excluded"
    return "" if note.standing in wanted else note.standing


def _paragraphs(notes: list[Note]) -> list[str]:
    order = list(read_toml("output/paragraphs.toml")["event"])
    by_type: dict[str, list[Note]] = {}
    for note in notes:
        if note.claim is not None:
            by_type.setdefault(note.claim.type if note.claim.type in order else "other", []).append(note)
    return [" ".join(_sentence(note) for note in sorted(by_type[kind], key=_day)) for kind in order if kind in by_type]


def _day(note: Note) -> tuple[str, str, str]:
    claim, document = note.claim, note.document
    known = claim.time.start or claim.time.end if claim is not None and claim.time is not None else None
    published = document.published if document is not None else None
    return known or published or "9999", published or "9999", note.ref


def _sentence(note: Note) -> str:
    if note.claim is None or note.document is None:
        return ""
    words = sentence(note.claim, " … ".join(quote.text for quote in note.quotes), note.document, note.origins, note.stance)
    return f"{words}[[{note.ref}]]"
