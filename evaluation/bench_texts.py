"""Articles of about 600 words for the benchmark, assembled from the texts of our own evaluation set."""

from __future__ import annotations

from evaluation import own_set
from pactwatch.model import Document, make_document

WORDS = 600


def articles(rotation: int = 0) -> list[Document]:
    """Return every full article of at least 600 words; another `rotation` gives other articles of the same texts.

    Different strings in each round keep caches over whole texts from looking like speed.
    """
    rows = [row for row in own_set.load_texts().values() if not row["held"]]
    start = rotation % len(rows)
    rows = rows[start:] + rows[:start]
    out: list[Document] = []
    parts: list[str] = []
    for row in rows:
        parts.append(row["text"].strip())
        if count_words("\n\n".join(parts)) >= WORDS:
            body = f"Edition {rotation + 1}.\n\n" + "\n\n".join(parts) + "\n"
            out.append(make_document(body, title=f"article {rotation}-{len(out)}", published=row["published"]))
            parts = []
    return out


def count_words(text: str) -> int:
    """Return the number of words parted by white space."""
    return len(text.split())
