"""What a record of a web archive carries: the HTTP response's status, headers and body, its codings still on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pactwatch.intake.codes import Code, failure
from pactwatch.intake.inflate import check_size, inflate
from pactwatch.intake.unpack import unpacked
from pactwatch.intake.warc_records import Record, fields
from pactwatch.model import Frozen

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[^\r\n]*\r?\n")
_STEP = 65_536


class Payload(Frozen, frozen=True, kw_only=True):
    """A captured payload; `status` and `headers` (lower-case names) only where it came by HTTP."""

    status: int | None
    headers: dict[str, str]
    media_type: str | None
    charset: str | None
    body: bytes

    def decoded(self, most: int) -> bytes:
        """Return the body with transfer and content coding undone.

        An archive whose writer undid them and kept the headers is taken at its bytes.
        Raises IntakeError: BROKEN_RESPONSE, BROKEN_COMPRESSION, DECOMPRESSION_BOMB, TOO_LARGE beyond `most` bytes.
        """
        body = self.body
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            body = _unchunked(body)
        codings = [name.strip().lower() for name in self.headers.get("content-encoding", "").split(",")]
        for coding in reversed([name for name in codings if name not in {"", "identity"}]):
            body = _uncoded(body, coding, most)
        return body


def payload_of(record: Record) -> Payload:
    """Return the payload of a record; one that is no HTTP response carries its content itself."""
    headers = record.headers
    by_http = "application/http" in headers.get("content-type", "").lower()
    found = _STATUS.match(record.content) if by_http else None
    if found is None:
        told = headers.get("warc-identified-payload-type") if by_http else headers.get("content-type")
        return Payload(status=None, headers={}, media_type=_media(told), charset=_charset(told), body=record.content)
    end = _HEAD_END.search(record.content)
    head, body = (record.content[: end.start()], record.content[end.end() :]) if end else (record.content, b"")
    own = fields(head)
    told = own.get("content-type")
    return Payload(status=int(found[1]), headers=own, media_type=_media(told), charset=_charset(told), body=body)


def _media(told: str | None) -> str | None:
    return (told or "").partition(";")[0].strip().lower() or None


def _charset(told: str | None) -> str | None:
    found = _CHARSET.search(told or "")
    return found[1] if found else None


def _unchunked(body: bytes) -> bytes:
    """Return the chunks of `body` joined; `body` itself where it is not chunked after all."""
    parts: list[bytes] = []
    at = 0
    while True:
        size = _SIZE.match(body, at)
        if size is None:
            if not parts and not at:
                return body
            raise failure(Code.BROKEN_RESPONSE, "the archived response ends within its chunks")
        length, start = int(size[1], 16), size.end()
        if not length:
            return b"".join(parts)
        if start + length > len(body):
            if not parts:
                return body  # a text that happens to start with a number
            raise failure(Code.BROKEN_RESPONSE, "the archived response ends within its chunks")
        parts.append(body[start : start + length])
        at = start + length
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)


def _uncoded(body: bytes, coding: str, most: int) -> bytes:
    codings: dict[str, Callable[[], bytes]] = {
        "gzip": lambda: b"".join(inflate([body], most)) if body.startswith(b"\x1f\x8b") else body,
        "deflate": lambda: _deflated(body, most),
        "br": lambda: b"".join(_brotli(body, most)),
        "zstd": lambda: b"".join(unpacked([body], "zstd", most)) if body.startswith(b"\x28\xb5\x2f\xfd") else body,
    }
    undo = codings.get(coding.removeprefix("x-"))
    if undo is None:
        raise failure(Code.BROKEN_RESPONSE, f"the archived response is in {coding[:20]} encoding, which is not read")
    return undo()


def _deflated(body: bytes, most: int) -> bytes:
    """Undo deflate, with the zlib header that it should have, or bare as some servers send it."""
    from pactwatch.errors import IntakeError

    if body[:1].isspace() or body[:1] == b"<":
        return body
    try:
        return b"".join(inflate([body], most))
    except IntakeError as error:
        if error.code != Code.BROKEN_COMPRESSION:
            raise
        return b"".join(inflate([body], most, window=-15))


def _brotli(body: bytes, most: int) -> Iterator[bytes]:
    import brotli

    if body.lstrip()[:1] == b"<":
        yield body
        return
    engine, given = brotli.Decompressor(), 0
    try:
        pending = body
        while not engine.is_finished():
            piece = engine.process(pending, output_buffer_limit=_STEP)
            pending = b""
            if not piece and engine.can_accept_more_data():
                raise failure(Code.BROKEN_COMPRESSION, "the archived response ends too soon")
            given += len(piece)
            check_size(given, len(body), most)
            yield piece
    except brotli.error as error:
        raise failure(Code.BROKEN_COMPRESSION, "the archived response's compression is damaged") from error
