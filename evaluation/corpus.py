"""A corpus of any size that is shaped as a news crawl is: for measuring cost, never accuracy.

usage: python -m evaluation.corpus OUT.(jsonl|jsonl.gz|jsonl.zst|parquet|warc.gz|folder) [--articles N] [--relevant SHARE] [--seed N]

Every article follows from the seed and its number, so a corpus is the same wherever it is made, and any part of it can be
made alone. How it is shaped:

- lengths: log-normal, median 330 words (quartiles about 220 and 490), between 40 and 2,500: short agency reports and a long tail;
- paragraphs of one to four sentences; numbers, names, days, quotes vary; sentences come from evaluation/corpus_words.toml;
- what it is about: 5 % are relevant (military cooperation, arms, sanctions; 70 % of their sentences), the rest ordinary news of
  fourteen domains, one domain an article; `--domains held` leaves out those that the gate is fitted on;
- languages: 15 % German, French, Spanish, Russian or Korean;
- duplicates: 10 % are copies of an earlier article by another outlet: half of them word by word, half cut at the end, with
  another title and a sentence of the outlet's own (agency reports are printed so); another 2 % are the same page at a second address;
- markup (warc, folder): a page with navigation, metadata, scripts, styles, related links and a footer around the article;
  half of the pages name their day in metadata; a page has 8 to 60 KB, of which the article is a tenth;
- web archives also hold what crawls hold: a request beside each response, revisits, redirects, images, a damaged record in 500.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("corpus_words.toml")
SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")
OTHER, COPIES, AGAIN, RELEVANT = 0.15, 0.10, 0.02, 0.05
MEDIAN, SPREAD, LEAST, MOST = 330.0, 0.6, 40, 2500
REACH = 400
"""An article is a copy of one at most so many before it: copies come within days."""
START = date(2024, 1, 1)
A_DAY = 250
"""Articles published on one day."""


@lru_cache(maxsize=1)
def grammar() -> dict[str, Any]:
    """Return the sentences and pools."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def article(number: int, *, seed: int = 7, relevant: float = RELEVANT, domains: str = "all") -> dict[str, Any]:
    """Return article `number` with its text, url, title, published, publisher, and beside them language, kind and copy_of."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - the same corpus each time
    kind = chance.random()
    if number and kind < COPIES + AGAIN:
        first = _original(number - 1 - chance.randrange(min(number, REACH)), seed, relevant, domains)
        return _copy(first, number, chance, again=kind >= COPIES)
    return _original(number, seed, relevant, domains)


def _original(number: int, seed: int, relevant: float, domains: str) -> dict[str, Any]:
    chance = random.Random(f"{seed}:{number}:own")  # noqa: S311
    known = grammar()
    among = [name for part in ("train", "held") if domains in {"all", part} for name in known["domains"][part]]
    draw = chance.random()
    kind = "relevant" if draw < relevant else "other" if draw < relevant + OTHER else chance.choice(among)
    language = chance.choice(sorted(known["other"])) if kind == "other" else "en"
    words = int(min(MOST, max(LEAST, chance.lognormvariate(0, SPREAD) * MEDIAN)))
    text = _text(kind, language, words, chance)
    lines = known[kind].get("title", []) if kind != "other" else []
    title = _filled(chance.choice(lines), chance) if lines else text.split(".")[0][:90]
    outlet = chance.choice(known["pools"]["outlet"])
    return _row(number, text, title, outlet, language) | {"kind": kind, "copy_of": None}


def _row(number: int, text: str, title: str, outlet: str, language: str) -> dict[str, Any]:
    host = re.sub(r"\W+", "-", outlet.lower())
    return {
        "text": text, "url": f"https://{host}.example/{number:08d}", "title": title, "publisher": outlet,
        "published": (START + timedelta(days=number // A_DAY)).isoformat(), "language": language,
    }  # fmt: skip


def _copy(first: dict[str, Any], number: int, chance: random.Random, *, again: bool) -> dict[str, Any]:
    known = grammar()["pools"]
    outlet = first["publisher"] if again else chance.choice([name for name in known["outlet"] if name != first["publisher"]])
    text, title = first["text"], first["title"]
    if not again and chance.random() < 0.5:
        paragraphs = text.split("\n\n")
        kept = paragraphs[: max(1, len(paragraphs) - chance.randrange(3))]
        text = "\n\n".join([*kept, f"{outlet} has more on this page through the day."])
        title = f"{title} – {outlet}"
    return _row(number, text, title, outlet, first["language"]) | {"kind": first["kind"], "copy_of": first["url"]}


def _text(kind: str, language: str, words: int, chance: random.Random) -> str:
    known = grammar()
    paragraphs: list[str] = []
    count = 0
    while count < words:
        sentences = []
        for _ in range(chance.choice((1, 2, 2, 3, 4))):
            among = known["other"][language]["line"] if kind == "other" else _lines(kind, chance)
            sentences.append(_filled(chance.choice(among), chance))
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def _lines(kind: str, chance: random.Random) -> list[str]:
    known = grammar()
    if kind == "relevant" and chance.random() >= 0.7:
        kind = chance.choice(("business", "weather", "city"))
    found: list[str] = known[kind]["line"]
    return found


def _filled(line: str, chance: random.Random) -> str:
    pools, used = grammar()["pools"], set[str]()

    def fill(slot: re.Match[str]) -> str:
        if slot[1] == "n":
            return str(chance.randint(int(slot[2]), int(slot[3])))
        left = [value for value in pools[slot[1]] if value not in used]
        used.add(found := str(chance.choice(left or pools[slot[1]])))
        return found

    return SLOT.sub(fill, line)


def articles(count: int, **options: Any) -> Iterator[dict[str, Any]]:
    """Yield the first `count` articles."""
    return (article(number, **options) for number in range(count))


def page(row: dict[str, Any], chance: random.Random) -> str:
    """Return the article as a page of its outlet."""
    links = "".join(f'<li><a href="/s/{n}">{chance.choice(grammar()["pools"]["place"])} today {n}</a></li>' for n in range(chance.randint(12, 40)))
    script = "".join(f"window.q{n}=[{','.join(str(chance.randrange(10**6)) for _ in range(40))}];" for n in range(chance.randint(10, 130)))
    day = f'<meta property="article:published_time" content="{row["published"]}T09:30:00Z">' if chance.random() < 0.5 else ""
    shown = f'<time datetime="{row["published"]}">{row["published"]}</time>'
    body = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in row["text"].split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="{row["language"]}"><head><meta charset="utf-8"><title>{html.escape(row["title"])} | {row["publisher"]}</title>'
        f'<meta property="og:site_name" content="{row["publisher"]}"><link rel="canonical" href="{row["url"]}">{day}'
        f"<style>body{{margin:0}}.n{{color:#333}}</style><script>{script}</script></head><body><header><nav><ul>{links}</ul></nav></header>"
        f'<main><article><h1>{html.escape(row["title"])}</h1><div class="meta">{shown}</div>{body}</article>'
        f'<aside class="related"><h2>Related</h2><ul>{links}</ul></aside></main><footer><p>© {row["publisher"]}. All rights reserved.</p></footer>'
        "</body></html>"
    )


def write(out: Path, rows: Iterable[dict[str, Any]], seed: int = 7) -> None:
    """Write `rows` to `out` in the form that its name asks for."""
    name = out.name
    if name.endswith(".parquet"):
        _write_table(out, rows)
    elif name.endswith((".warc", ".warc.gz")):
        _write_warc(out, rows, seed)
    elif ".jsonl" in name:
        with _opened(out) as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    else:
        out.mkdir(parents=True, exist_ok=True)
        for number, row in enumerate(rows):
            (out / f"{number:08d}.html").write_text(page(row, random.Random(f"{seed}:{number}:page")), encoding="utf-8")  # noqa: S311


def _opened(out: Path) -> Any:
    if out.suffix == ".gz":
        return gzip.open(out, "wb", compresslevel=6)
    if out.suffix == ".zst":
        import zstandard

        return zstandard.open(out, "wb")
    return out.open("wb")


def _write_table(out: Path, rows: Iterable[dict[str, Any]]) -> None:
    import pyarrow
    import pyarrow.parquet

    text = pyarrow.string()
    schema = pyarrow.schema([(name, text) for name in ("text", "url", "title", "publisher", "published", "language", "kind", "copy_of")])
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == 1000:
                writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
                batch.clear()
        if batch:
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def _write_warc(out: Path, rows: Iterable[dict[str, Any]], seed: int) -> None:
    packed = out.suffix == ".gz"
    with out.open("wb") as file:
        for number, row in enumerate(rows):
            chance = random.Random(f"{seed}:{number}:page")  # noqa: S311
            for body in _records(number, row, chance):
                file.write(gzip.compress(body, 6, mtime=0) if packed else body)


def _records(number: int, row: dict[str, Any], chance: random.Random) -> Iterator[bytes]:
    body = page(row, chance).encode()
    coded = chance.random() < 0.6
    extra = "Content-Encoding: gzip\r\n" if coded else ""
    response = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{extra}\r\n".encode()
    response += gzip.compress(body, 6, mtime=0) if coded else body
    if number % 500 == 250:
        response = response[: len(response) // 2]  # a record whose length was written for the whole
        yield _record("response", row, response, number, length=len(response) * 2)
        return
    yield _record("request", row, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", number)
    yield _record("response", row, response, number)
    if number % 3 == 0:
        yield _record("response", row | {"url": row["url"] + ".png"}, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + bytes(2000), number)
    if number % 20 == 0:
        yield _record("revisit", row, b"HTTP/1.1 304 Not Modified\r\n\r\n", number)
        yield _record("response", row, b"HTTP/1.1 301 Moved Permanently\r\nLocation: /\r\nContent-Type: text/html\r\n\r\n", number)


def _record(kind: str, row: dict[str, Any], body: bytes, number: int, length: int | None = None) -> bytes:
    media = "application/http; msgtype=request" if kind == "request" else "application/http; msgtype=response"
    head = io.StringIO()
    head.write(f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08x}-{kind[:4]}>\r\nWARC-Date: {row['published']}T12:00:00Z\r\n")
    head.write(f"WARC-Target-URI: {row['url']}\r\nContent-Type: {media}\r\nContent-Length: {length or len(body)}\r\n\r\n")
    return head.getvalue().encode() + body + b"\r\n\r\n"


def main() -> int:
    """Write a corpus; return the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="evaluation.corpus", description=__doc__, formatter_class=raw)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--relevant", type=float, default=RELEVANT)
    parser.add_argument("--domains", choices=("all", "train", "held"), default="all")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    write(asked.out, articles(asked.articles, seed=asked.seed, relevant=asked.relevant, domains=asked.domains), asked.seed)
    print(f"{asked.articles} articles in {asked.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
