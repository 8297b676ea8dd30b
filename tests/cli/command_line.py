"""What the command-line tests share: two articles, and what a command did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ARTICLES = {
    "first.txt": "Norway will send 120 soldiers to Latvia, the defence ministry said on Monday.\n\n"
                 "At least 40 tanks were delivered to Estonia in May 2025, according to Swedish officials.",
    "second.txt": "North Korea sent 6,000 workers to Russia, the Foreign Ministry in Seoul said. Moscow denied the report.",
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """Exit status, stdout, stderr."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]
