"""take_in: files, folders and standard input to documents, one input at a time; a bad one costs the others nothing.

Text that comes as text (txt, Markdown, JSON rows) is stored unchanged, so that its offsets are the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pactwatch.errors import IntakeError
from pactwatch.ids import sha256_hex
from pactwatch.intake import limits
from pactwatch.intake.codes import Code, failure
from pactwatch.intake.decode import decode, decode_markup
from pactwatch.intake.sniff import sniff
from pactwatch.intake.taken import Draft, IntakeOptions, Raw, Taken
from pactwatch.model import Capture, make_document

ROW_KEYS = ("articles", "rows", "documents")


def take_in(sources: Sequence[str], options: IntakeOptions) -> Iterator[Taken]:
    """Yield what each of `sources` gives, in their order: a document with its capture, or one error."""
    for source in sources:
        if source == "-":
            yield from _one(source, None, options)
        elif source.startswith(("http://", "https://")):
            yield Taken(source=source, error=failure(Code.BAD_URL, "URLs are not fetched yet; save the page to a file"))
        elif Path(source).is_dir():
            yield from _folder(Path(source), options)
        else:
            yield from _one(source, Path(source), options)


def _folder(folder: Path, options: IntakeOptions) -> Iterator[Taken]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not any(x.startswith(".") for x in p.parts))
    if not files:
        yield Taken(source=str(folder), error=failure(Code.EMPTY_FOLDER, "the folder holds no visible files"))
    for path in files:
        yield from _one(str(path), path, options)


def _one(source: str, path: Path | None, options: IntakeOptions) -> Iterator[Taken]:
    try:
        raw = Raw(source=source, body=_bytes(path, options), captured_at=options.captured_at(), suffix=path.suffix.lower() if path else "")
        for number, draft in enumerate(_drafts(raw)):
            name = source if number == 0 and draft.given is False else f"{source}#{number + 1}"
            yield _taken(name, raw, draft, options)
    except IntakeError as error:
        yield Taken(source=source, error=error)
    except Exception as error:  # a library that trips over one input must not cost the others
        yield Taken(source=source, error=failure(Code.UNEXPECTED, f"cannot be taken in ({type(error).__name__})"))


def _bytes(path: Path | None, options: IntakeOptions) -> bytes:
    try:
        if path is None:
            body = options.stdin.read(options.max_bytes + 1) if options.stdin else b""
        else:
            with path.open("rb") as file:
                body = file.read(options.max_bytes + 1)
    except FileNotFoundError as error:
        raise failure(Code.NOT_FOUND, "no such file; check the path") from error
    except OSError as error:
        raise failure(Code.UNREADABLE, f"cannot be read: {error.strerror}") from error
    if len(body) > options.max_bytes:
        raise failure(Code.TOO_LARGE, f"larger than {options.max_bytes} bytes; split it")
    if not body.strip():
        raise failure(Code.EMPTY, "the input is empty")
    return body


def _drafts(raw: Raw) -> Iterator[Draft]:
    kind = sniff(raw.body[: limits.HEAD_BYTES], raw.suffix)
    if kind == "pdf":
        yield _pdf(raw.body)
    elif kind == "html":
        yield _html(raw.body)
    elif kind in ("json", "jsonl"):
        yield from _rows(decode(raw.body)[0], kind)
    elif kind in ("text", "markdown"):
        text, encoding = decode(raw.body)
        yield Draft(text=text, extractor=f"text/{encoding}")
    else:
        raise failure(Code.UNKNOWN_TYPE, f"{kind} files are not read yet; give text, HTML, PDF or JSON rows")


def _rows(text: str, kind: str) -> Iterator[Draft]:
    try:
        if kind == "jsonl":
            rows: list[Any] = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            loaded = json.loads(text)
            listed = next((loaded[k] for k in ROW_KEYS if k in loaded), [loaded]) if isinstance(loaded, dict) else loaded
            rows = list(listed)
    except (ValueError, RecursionError) as error:
        raise failure(Code.NOT_JSON, "not valid JSON; one object a line, a list, or an object with `articles`") from error
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise failure(Code.ROW_WITHOUT_TEXT, "a row has no `text` string")
        known = {k: row[k] for k in ("title", "author", "publisher", "published", "url") if isinstance(row.get(k), str)}
        yield Draft(text=row["text"], extractor="json", given=True, **known)


def _html(body: bytes) -> Draft:
    import trafilatura

    text, encoding = decode_markup(body)
    if text.count("<") > limits.MARKUP_TAGS:
        raise failure(Code.TOO_COMPLEX, "the page has too many tags to be an article")
    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, favor_precision=True)
    if found is None or isinstance(found, dict) or not found.text:
        raise failure(Code.NO_ARTICLE, "no article text was found in the page")
    return Draft(
        text=found.text, extractor=f"trafilatura/{trafilatura.__version__} {encoding}", title=found.title,
        author=found.author, publisher=found.sitename, published=found.date, url=found.url,
    )


def _pdf(body: bytes) -> Draft:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        code = Code.ENCRYPTED_PDF if locked else Code.BROKEN_PDF
        raise failure(code, "the PDF asks for a password" if locked else "the PDF is cut short or damaged") from error
    try:
        pages = [document[n].get_textpage().get_text_bounded() for n in range(min(len(document), limits.PDF_PAGES))]
    finally:
        document.close()
    text = "\n\n".join(page.replace("\r\n", "\n").strip() for page in pages)
    if not text.strip():
        raise failure(Code.SCANNED_PDF, "the PDF holds no text; run text recognition on it first")
    return Draft(text=text, extractor="pypdfium2")


def _taken(source: str, raw: Raw, draft: Draft, options: IntakeOptions) -> Taken:
    if not draft.text.strip():
        return Taken(source=source, error=failure(Code.EMPTY, "the text is empty"))
    if len(draft.text) > limits.TEXT_CODE_POINTS:
        return Taken(source=source, error=failure(Code.TEXT_TOO_LONG, f"over {limits.TEXT_CODE_POINTS} characters"))
    digest = sha256_hex(raw.body)
    capture = Capture(
        sha256=digest, source=source, media_type=raw.media_type or "application/octet-stream", size=len(raw.body),
        captured_at=raw.captured_at, body=raw.body,
    )
    first, second = (draft, options) if draft.given else (options, draft)
    known = {k: getattr(first, k) or getattr(second, k) for k in ("title", "publisher", "published", "url")}
    document = make_document(
        draft.text, **known, author=draft.author, language=_language(draft.text), capture_sha256=digest,
        extractor=draft.extractor,
    )
    return Taken(source=source, document=document, capture=capture, notes=draft.notes)


def _language(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text[:10_000])[0])
