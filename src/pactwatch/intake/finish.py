"""A draft and its capture to a document: the caller's options are joined in, and the text is checked."""

from __future__ import annotations

from pactwatch.intake.codes import Code, encodable, failure, printable
from pactwatch.intake.filed import YEARLESS, Filed, filed
from pactwatch.intake.language import language_of
from pactwatch.intake.language_tags import language_named
from pactwatch.intake.taken import Draft, IntakeOptions, Taken
from pactwatch.model import Capture, make_document

_SHOWN = 100


def finish(name: str, draft: Draft, capture: Capture, options: IntakeOptions) -> Taken:
    """Return `draft` as a document named `name`. Raises IntakeError: EMPTY, TEXT_TOO_LONG."""
    text = draft.text if draft.given else encodable(draft.text)
    if not text or text.isspace():
        raise failure(Code.EMPTY, "there is no text in it; check where it should have come from")
    if len(text) > options.max_text:
        message = f"the text has {len(text)} characters, more than the {options.max_text} of one document; split it"
        raise failure(Code.TEXT_TOO_LONG, message)
    first, second = (draft, options) if draft.given else (options, draft)
    known = {key: getattr(first, key) or getattr(second, key) for key in ("title", "publisher", "published", "url")}
    told = None if known["published"] or draft.given else _filed(text, draft.head, capture.captured_at[:10])
    if told is not None and told.day:
        known["published"] = told.day
    document = make_document(
        text,
        **known,
        author=draft.author,
        language=language_named(draft.language) or language_of(text),
        capture_sha256=capture.sha256,
        extractor=draft.extractor + (f"; published: {_words(told)}" if told is not None and told.day else ""),
    )
    return Taken(source=name, document=document, capture=capture, notes=(*draft.notes, *_told(told)))


def _filed(text: str, head: str, captured_on: str) -> Filed | None:
    """Return what the text says of its day of publication, else what stood above it does."""
    first, above = filed(text, captured_on), filed(head, captured_on)
    return above if above is not None and above.day and (first is None or not first.day) else first


def _told(told: Filed | None) -> tuple[str, ...]:
    """Return in a note where the day of publication comes from, or why what looks like one is none."""
    if told is None:
        return ()
    if told.way == YEARLESS:
        return (f"its dateline {_words(told)} names no year, so its day of publication is not known; --published gives it",)
    return (f"its day of publication, {told.day}, is what its own line {_words(told)} says; --published sets another",)


def _words(told: Filed) -> str:
    return f'"{printable(told.words[:_SHOWN])}"'
