"""The page of a bundle as its checks read it: paragraphs in their order, marks, footnotes, and what a page must not hold."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

from pactwatch.casefile.bundle_opened import Opened

PAGE = "case.html"
LOADING = frozenset({"script", "iframe", "object", "embed", "form", "img", "link", "base"})
SOURCES = frozenset({"src", "srcset", "action", "data", "poster"})
VOID = frozenset({"meta", "br"})
SECTION, STRAY = "prose", "words in its findings that are in no paragraph"


class Page(HTMLParser):
    """Collects what is compared of a page. `paragraphs` are the findings by id, in order; `alien` what a case file has not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: list[int] = []
        self.notes: dict[int, str] = {}
        self.quotes: dict[int, list[str]] = {}
        self.alien: list[str] = []
        self.paragraphs: dict[str, str] = {}
        self.marked: list[str] = []
        """The words of the findings with their marks."""
        self.words: dict[str, str] = {}
        """The words of the title, the heading, the line of facts and all of the page."""
        self._open: list[tuple[str, str]] = []
        self._paragraph: str | None = None
        self._note: int | None = None
        self._quoting = self._marking = False

    @property
    def leaves_out(self) -> bool:
        """Whether it says that claims of the case are left out."""
        return "Left out:" in self.words.get("p", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one tag in."""
        given = dict(attrs)
        target = given.get("href") or ""
        if found := re.fullmatch(r"#fn-(\d+)", target):
            self.marks.append(int(found[1]))
        self._judge(tag, given, target)
        if tag == "li" and (found := re.fullmatch(r"fn-(\d+)", given.get("id") or "")):
            self._note = int(found[1])
            self.notes[self._note] = given.get("data-ref") or ""
        if tag == "p":
            self._start(given)
        if tag == "sup":
            self._marking = True
        if tag == "q" and self._note is not None:
            self._quoting = True
            self.quotes.setdefault(self._note, []).append("")
        if tag not in VOID:
            self._open.append((tag, given.get("class") or ""))

    def _judge(self, tag: str, given: dict[str, str | None], target: str) -> None:
        if tag in LOADING or (target and not target.startswith("#")):
            self.alien.append(f"<{tag}>")
        if given.keys() & SOURCES or any(name.startswith("on") for name in given):
            self.alien.append(f"<{tag} {' '.join(given)}>")
        if tag == "p" and self._open and self._open[-1][0] in ("main", "body") and given.get("class") != "stamp":
            self.alien.append("a paragraph outside of its sections")

    def _start(self, given: dict[str, str | None]) -> None:
        self._paragraph = (given.get("id") or "") if self._within() else None
        if self._paragraph is not None:
            if self._paragraph in self.paragraphs:
                self.alien.append(f"two paragraphs {self._paragraph}")
            self.paragraphs.setdefault(self._paragraph, "")

    def _within(self) -> bool:
        return ("section", SECTION) in self._open

    def handle_endtag(self, tag: str) -> None:
        """Take the end of one in."""
        self._quoting = self._quoting and tag != "q"
        self._marking = self._marking and tag != "sup"
        self._paragraph = None if tag == "p" else self._paragraph
        while self._open and tag in {name for name, _ in self._open} and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Take text in."""
        tag, kind = self._open[-1] if self._open else ("", "")
        tag = "name" if tag == "title" and any(name == "svg" for name, _ in self._open) else tag  # of a picture
        self.words[tag] = self.words.get(tag, "") + data
        if kind:
            self.words[f"{tag}.{kind}"] = self.words.get(f"{tag}.{kind}", "") + data
        if self._quoting and self._note is not None:
            self.quotes[self._note][-1] += data
        if self._paragraph is not None:
            self.marked.append(data)
        if self._paragraph is not None and not self._marking:
            self.paragraphs[self._paragraph] += data
        elif self._paragraph is None and self._within() and tag != "h2" and data.strip() and STRAY not in self.alien:
            self.alien.append(STRAY)


def page_of(bundle: Opened) -> Page | None:
    """Return the page of a bundle; None where it failed already."""
    text = bundle.text(PAGE)
    return None if text is None else _parsed(text)


@lru_cache(maxsize=2)
def _parsed(text: str) -> Page:
    """Return a page taken apart, once for all checks of a bundle, which only look at it."""
    page = Page()
    page.feed(text)
    page.close()
    return page
