"""Inputs made by hand: PDFs (plain, encrypted, crooked), feeds, pages, packed data."""

from __future__ import annotations

import gzip
import hashlib
import random
import zlib

PROSE = (
    "The ministry in the capital said on Monday that it would send four hundred engineers to the border region. "
    "Officials there could not confirm the figure, and they asked for more time to count those who had arrived."
)
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def pdf(lines: list[str], *, extra: str = "", content: bytes | None = None, trailer: str = "", objects: tuple[bytes, ...] = ()) -> bytes:
    """Return a one-page PDF that shows `lines`; `extra` goes into the page, `trailer` into the trailer."""
    shown = b"BT /F1 12 Tf 72 760 Td 14 TL " + b" ".join(b"(%s) '" % _escaped(line) for line in lines) + b" ET"
    stream = shown if content is None else content
    filtered = b" /Filter /FlateDecode" if content is not None else b""
    return assembled(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
        + extra.encode() + b" >>",
        b"<< /Length %d%s >>\nstream\n" % (len(stream), filtered) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
        trailer=trailer,
    )


def assembled(*objects: bytes, trailer: str = "") -> bytes:
    """Return a PDF file of `objects`, numbered from 1; the first is the catalogue."""
    body, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(body)


def encrypted_pdf(password: bytes) -> bytes:
    """Return a PDF with the standard security handler, revision 2, that opens with `password` only."""
    user, permissions, identity = (password + _PAD)[:32], -4, b"0123456789abcdef"
    owner = _rc4(hashlib.md5(user, usedforsecurity=False).digest()[:5], user)
    seed = user + owner + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + identity
    entry = _rc4(hashlib.md5(seed, usedforsecurity=False).digest()[:5], _PAD)
    handler = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{entry.hex()}> /P {permissions} >>"
    return pdf([PROSE], trailer=f"{handler} /ID [<{identity.hex()}> <{identity.hex()}>]")


def flipped(data: bytes, seed: int) -> bytes:
    """Return `data` with one to forty bytes replaced, the same ones for the same seed."""
    chance, damaged = random.Random(seed), bytearray(data)  # noqa: S311 - no secret
    for _ in range(1 + seed % 40):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def noise(seed: int, length: int = 3_000) -> bytes:
    """Return random bytes."""
    return random.Random(seed).randbytes(length)  # noqa: S311 - no secret


def page(body: str, head: str = "") -> str:
    """Return an HTML page with an article before and after `body`."""
    prose = f"<p>{PROSE}</p>"
    return f"<!DOCTYPE html><html><head><title>Engineers leave</title>{head}</head><body><article>{prose}{body}{prose}</article></body></html>"


def rss(items: str, opening: str = "") -> str:
    """Return an RSS 2.0 feed."""
    return f'<?xml version="1.0"?>{opening}<rss version="2.0"><channel><title>The Wire</title>{items}</channel></rss>'


def item(text: str, link: str = "") -> str:
    """Return one entry of a feed."""
    linked = f"<link>{link}</link>" if link else ""
    return f"<item><title>Engineers leave</title>{linked}<description>{text}</description></item>"


def laughs(depth: int = 9) -> str:
    """Return a document type that expands to 10 to the power of `depth` words."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth + 1))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{steps}]>'


def gzip_bomb(megabytes: int) -> bytes:
    """Return few bytes that unpack to many."""
    return gzip.compress(bytes(megabytes * 1_000_000), 9)


def flate_bomb(megabytes: int) -> bytes:
    """Return a page's content that unpacks to many bytes and shows nothing."""
    return zlib.compress(b" " * (megabytes * 1_000_000), 9)


def _escaped(line: str) -> bytes:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1", "replace")


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
