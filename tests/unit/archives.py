"""Archives for tests, written by other programs than ours where there are some (warcio, pyarrow, zstandard)."""

from __future__ import annotations

import gzip
import io
import json
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import brotli
import zstandard

FIRST = "Norway will send 120 soldiers to Latvia, the defence ministry said on Monday."
SECOND = "At least 40 tanks were delivered to Estonia in May 2025, according to Swedish officials."


def page(text: str, title: str = "Soldiers leave for Latvia") -> bytes:
    """Return a page whose article is `text`."""
    paragraphs = "".join(f"<p>{part}</p>" for part in (text, SECOND, text.replace("Monday", "Tuesday")))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="The Sample">'
        f'<meta property="article:published_time" content="2025-06-18"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def chunked(body: bytes, size: int = 100) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def warc(records: Iterable[dict[str, Any]], *, packed: bool = True) -> bytes:
    """Return a web archive, by warcio. A record: kind, url, body, and as wanted media, status, coding, chunks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves its temporary files to Python
        return _warc(records, packed)


def _warc(records: Iterable[dict[str, Any]], packed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    out_info = writer.create_warcinfo_record("a.warc", {"software": "tests"})
    writer.write_record(out_info)
    for item in records:
        kind, url, body = item.get("kind", "response"), item["url"], item["body"]
        headers = [("Content-Type", item.get("media", "text/html; charset=utf-8")), ("Set-Cookie", "secret=1")]
        if coding := item.get("coding"):
            body = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}[coding](body)
            headers.append(("Content-Encoding", coding))
        if item.get("chunks"):
            body = chunked(body)
            headers.append(("Transfer-Encoding", "chunked"))
        http = StatusAndHeaders(item.get("status", "200 OK"), headers, protocol="HTTP/1.1") if kind in {"response", "revisit"} else None
        if kind == "request":
            http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
        extra = {"WARC-Date": "2025-07-01T10:00:00Z"}
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=extra,
            warc_content_type=item.get("media", "") if kind in {"resource", "conversion"} else "",
        )
        writer.write_record(record)
    return out.getvalue()


def wacz(path: Path, archives: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        for name, body in archives.items():
            zipped.writestr(f"archive/{name}", body)
        zipped.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        zipped.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
    return path


def table(path: Path, columns: dict[str, Sequence[Any]], *, group: int = 1000) -> Path:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=group)
    return path
