"""A draft and its capture to a document: the caller's options are joined in, and the text is checked."""

from __future__ import annotations

from pactwatch.intake.codes import Code, encodable, failure
from pactwatch.intake.language import language_of
from pactwatch.intake.taken import Draft, IntakeOptions, Taken
from pactwatch.model import Capture, make_document


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
    document = make_document(
        text,
        **known,
        author=draft.author,
        language=draft.language or language_of(text),
        capture_sha256=capture.sha256,
        extractor=draft.extractor,
    )
    return Taken(source=name, document=document, capture=capture, notes=draft.notes)
