"""Ordinary use: each format to a document with what is known about it, and its capture."""

from __future__ import annotations

import gzip
import io
import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from pactwatch.intake import IntakeOptions, Taken, take_in

sys.path.insert(0, str(Path(__file__).parents[1] / "hostile"))
from builders import item, pdf, rss

NOW = "2025-07-01T12:00:00Z"
FIRST = "The ministry said on Monday that it would send four hundred engineers to the border region before the winter."
SECOND = "Officials in the town could not confirm the figure, and they asked for more time to count those who had arrived."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Engineers leave for the border | The Daily Sample</title>
<meta property="og:site_name" content="The Daily Sample"><meta name="author" content="Ada Moss">
<meta property="article:published_time" content="2025-06-18T23:30:00-04:00">
<meta property="article:modified_time" content="2025-06-20T08:00:00-04:00">
<link rel="canonical" href="https://daily.example/engineers"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Engineers leave for the border</h1><p>{FIRST}</p>
<p>{SECOND}</p><h2>What is known</h2><ul><li>Four hundred engineers are to go.</li><li>No day has been given.</li></ul>
<p>{SECOND.replace("town", "capital")}</p></article><footer><p>© 2019 The Daily Sample</p></footer></body></html>"""


def take(*sources: object, **options: object) -> list[Taken]:
    return list(take_in([str(source) for source in sources], IntakeOptions(captured_at=lambda: NOW, **options)))


def one(source: object, **options: object) -> Taken:
    (taken,) = take(source, **options)
    assert taken.error is None, str(taken.error)
    return taken


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_plain_text_is_stored_as_it_is_with_its_capture(file):
    body = f"Engineers leave\r\n\r\n  {FIRST}\t\n{SECOND} \n".encode()
    taken = one(path := file("a.txt", body))
    document, capture = taken.document, taken.capture
    assert document.text == body.decode()
    assert (document.title, document.language, document.published) == ("Engineers leave", "en", None)
    assert document.capture_sha256 == capture.sha256 == sha256(body).hexdigest()
    assert (capture.body, capture.size, capture.captured_at) == (body, len(body), NOW)
    assert (capture.source, capture.media_type, document.extractor) == (str(path), "text/plain", "text (utf-8)")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Engineers leave for the border\n\nThey left.", "Engineers leave for the border"),
        ("\n\n  Will more engineers follow?  \r\n\r\nThey left.", "Will more engineers follow?"),
        ("Engineers leave for the border\nThey left.", None),
        ("Engineers left for the border.\n\nThey left.", None),
        ("Engineers leave for the border\n\n", None),
        ("Engineers\n\nThey left.", None),
        ("By Ada Moss\n\nThey left.", None),
        ("- one thing\n\n- another", None),
        ("KYIV, June 18 —\n\nThey left.", None),
        (" ".join(["word"] * 40) + "\n\nThey left.", None),
        ("x" * 300 + " y\n\nThey left.", None),
    ],
)
def test_a_first_line_is_a_title_only_if_it_looks_like_a_headline(text, title, file):
    assert one(file("a.txt", text)).document.title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Engineers leave #\n\nThey left.", "Engineers leave"),
        ("Some words.\n\n## The **border** and [its rails](https://a.example/x)\n", "The border and its rails"),
        ("Engineers leave\n===============\n\nThey left.", "Engineers leave"),
        ("```\n# a comment\n```\n\n# Engineers leave", "Engineers leave"),
        ("#engineers left", None),
        ("They left.", None),
    ],
)
def test_the_first_heading_is_the_title_of_a_markdown_text(text, title, file):
    document = one(file("a.md", text)).document
    assert (document.title, document.text) == (title, text)


def test_the_front_matter_of_a_markdown_text_is_read_and_left_in_place(file):
    text = "---\ntitle: 'Engineers leave'\ndate: 2025-06-18T10:00\nauthor: Ada Moss\nlayout: post\n---\n# Another title\n"
    document = one(file("a.md", text)).document
    assert (document.title, document.published, document.author) == ("Engineers leave", "2025-06-18", "Ada Moss")
    assert document.text == text


def test_a_page_gives_its_article_and_its_metadata(file):
    document = one(file("a.html", PAGE)).document
    assert FIRST in document.text
    assert "Four hundred engineers are to go." in document.text
    assert "Home" not in document.text
    assert "2019" not in document.text
    assert document.title.startswith("Engineers leave for the border")
    assert (document.author, document.publisher, document.published) == ("Ada Moss", "The Daily Sample", "2025-06-18")
    assert (document.url, document.language) == ("https://daily.example/engineers", "en")
    assert document.extractor.startswith("trafilatura/")


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta name="date" content="2025-06-18">', "", "2025-06-18"),
        ("<meta itemprop=datePublished content=2025-06-18T01:00:00Z>", "", "2025-06-18"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-18T10:00"}</script>', "", "2025-06-18"),
        ("", '<p><time datetime="2025-06-18T08:00" itemprop="datePublished">Wednesday</time></p>', "2025-06-18"),
        ("", '<p><time datetime="2025-06-18">Wednesday</time></p>', "2025-06-18"),
        ("", '<p><time datetime="2025-06">June</time></p>', None),
        ("", '<p><time datetime="06/07/2025">Saturday</time></p>', None),
        ('<meta property="article:modified_time" content="2025-06-20">', "", None),
        ('<meta name="date" content="2025">', "", None),
        ("", "<footer>Copyright 2024</footer>", None),
        ("", "<p>The treaty was signed on 5 May 2024 in the capital.</p>", None),
    ],
)
def test_a_day_of_publication_is_read_but_never_invented(head, body, published, file):
    page = f"<html><head><title>Engineers leave</title>{head}</head><body><p>{FIRST}</p>{body}<p>{SECOND}</p></body></html>"
    assert one(file("a.html", page)).document.published == published


def test_a_page_without_a_layout_is_taken_whole(file):
    assert one(file("a.html", "<p>They left.</p><p>Nobody knows <b>when</b>.</p>")).document.text.split("\n") == [
        "They left.", "Nobody knows when."]
    assert one(file("b.html", "<p>They <i>left</i>.</p>")).document.text == "They left."


def test_a_page_in_an_old_encoding_is_read_by_what_it_declares(file):
    page = '<html><head><meta charset="windows-1251"><title>т</title></head><body><p>Министерство сообщило в понедельник.</p></body></html>'
    assert "Министерство сообщило" in one(file("a.html", page.encode("cp1251"))).document.text


def test_a_pdf_gives_its_text_and_title(file):
    start, end = FIRST[:56], FIRST[57:]
    body = pdf([start, end], trailer="/Info 6 0 R", objects=(b"<< /Title (Engineers leave) /Author (Ada Moss) >>",))
    taken = one(file("a.pdf", body))
    assert taken.document.text == f"{start}\n{end}"
    assert (taken.document.title, taken.document.author) == ("Engineers leave", "Ada Moss")
    assert taken.document.published is None
    assert taken.capture.media_type == "application/pdf"
    assert taken.document.extractor.startswith("pypdfium2/")


@pytest.mark.parametrize("name", ["Microsoft Word - draft 3.docx", "untitled", "report.pdf"])
def test_a_file_name_is_no_title_of_a_pdf(name, file):
    body = pdf([FIRST], trailer="/Info 6 0 R", objects=(f"<< /Title ({name}) >>".encode(),))
    assert one(file("a.pdf", body)).document.title is None


def test_rows_bring_what_is_known_about_them_and_their_text_unchanged(file):
    row = {"text": " \u202eÅ 👩🏽‍🔧\r\n\u0000x", "title": " T ", "url": "https://a.example/1", "publisher": "P", "published": "2025-06-18T09:00:00Z"}
    line = json.dumps(row)
    taken = one(file("a.jsonl", line + "\n"))
    document = taken.document
    assert document.text == row["text"]
    assert (document.title, document.url, document.publisher, document.published) == (" T ", "https://a.example/1", "P", "2025-06-18")
    assert taken.source.endswith("a.jsonl#1")
    assert taken.capture.body == line.encode()


LINES = '{"text": "one"}\n\n{"text": "two"}'
LIST = '[{"text": "one"}, {"text": "two"}]'
NAMED_LIST = f'{{"articles": {LIST}}}'


@pytest.mark.parametrize(
    ("name", "shape"),
    [(name, shape) for name in ("a.json", "unnamed", "a.json.gz") for shape in (LINES, LIST, NAMED_LIST)] + [("a.jsonl", LINES), ("a.jsonl", LIST)],
)
def test_lists_objects_with_a_list_and_lines_are_rows(name, shape, file):
    body = gzip.compress(shape.encode()) if name.endswith("gz") else shape.encode()
    assert [taken.document.text for taken in take(file(name, body))] == ["one", "two"]


def test_rows_are_read_as_they_are_asked_for():
    class Stream(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1, /) -> bytes:
            Stream.given += 1
            return b'{"text": "row"}\n' * 65_536

    rows = take_in(["-"], IntakeOptions(stdin=Stream()))
    assert [next(rows).source for _ in range(3)] == ["-#1", "-#2", "-#3"]
    assert Stream.given == 1


def test_options_win_over_a_page_and_complete_a_row(file):
    known = {"published": "2024-01-02", "publisher": "Elsewhere", "url": "https://b.example/"}
    page = one(file("a.html", PAGE), **known).document
    row = one(file("a.jsonl", '{"text": "They left.", "publisher": "Here"}'), **known).document
    assert (page.published, page.publisher, page.url) == tuple(known.values())
    assert (row.published, row.publisher, row.url) == ("2024-01-02", "Here", "https://b.example/")


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><entry><title>Engineers &amp;amp; rails</title>
<link href="https://wire.example/1"/><published>2025-06-18T10:00:00Z</published><author><name>Ada Moss</name></author>
<summary>Short.</summary><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
&lt;p&gt;They &lt;i&gt;left&lt;/i&gt;.&lt;/p&gt;</content>
</entry></feed>"""


def test_an_atom_entry_is_a_document(file):
    document = one(file("a.atom", ATOM)).document
    assert document.text == f"{FIRST}\n\nThey left."
    assert (document.title, document.author, document.publisher) == ("Engineers & rails", "Ada Moss", "The Wire")
    assert (document.published, document.url) == ("2025-06-18", "https://wire.example/1")


def test_each_entry_of_a_feed_is_a_document_with_the_feed_as_its_capture(file):
    found = take(file("a.xml", rss(item("One.", "https://wire.example/1") + item("Two."))))
    assert [(taken.source[-2:], taken.document.text) for taken in found] == [("#1", "One."), ("#2", "Two.")]
    assert len({taken.capture.sha256 for taken in found}) == 1


def test_a_packed_file_keeps_the_packed_bytes_as_its_capture(file):
    body = gzip.compress(FIRST.encode())
    taken = one(file("a.txt.gz", body))
    assert (taken.document.text, taken.capture.body) == (FIRST, body)


def test_a_folder_is_read_in_order_without_what_is_hidden(file, tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.x.txt", "c.jsonl"):
        file(f"top/{name}", '{"text": "A row."}' if name.endswith("l") else name)
    found = take(tmp_path / "top")
    names = [taken.source.removeprefix(str(tmp_path / "top")) for taken in found]
    assert names == ["/a.txt", "/b/1.txt", "/b/2.txt", "/c.jsonl#1"]


def test_a_folder_inside_a_hidden_one_is_read(file, tmp_path):
    file(".cache/top/a.txt", "They left.")
    assert one(tmp_path / ".cache" / "top").document.text == "They left."


def test_standard_input_is_sniffed():
    assert one("-", stdin=io.BytesIO(PAGE.encode())).document.publisher == "The Daily Sample"
    assert one("-", stdin=io.BytesIO(b"They left.")).source == "-"


def test_several_sources_come_in_their_order_and_lazily(file):
    sources = [str(file(f"{n}.txt", f"Text {n}.")) for n in (3, 1, 2)]
    assert [taken.document.text for taken in take(*sources)] == ["Text 3.", "Text 1.", "Text 2."]
    lazily = take_in(sources, IntakeOptions())
    assert next(lazily).document.text == "Text 3."
    Path(sources[1]).write_text("Changed.")
    assert next(lazily).document.text == "Changed."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{FIRST} {SECOND}", "en"),
        ("Die Regierung hat am Montag mitgeteilt, dass sie vierhundert Ingenieure schicken werde, und zwar bis zum Ende des Jahres.", "de"),
        ("Le gouvernement a annoncé lundi que quatre cents ingénieurs seraient envoyés dans la région avant la fin de l'année.", "fr"),
        ("Министерство сообщило в понедельник, что направит в приграничный район четыреста инженеров и врачей до конца года.", "ru"),
        ("They left.", None),
        ("1234567890 " * 50, None),
    ],
)
def test_the_language_is_told_where_there_is_enough_text(text, language, file):
    assert one(file("a.txt", text)).document.language == language


def test_what_is_not_needed_is_not_loaded(file):
    import subprocess

    path = file("a.txt", f"{FIRST} {SECOND}")
    heavy = ["trafilatura", "httpx", "pypdfium2", "feedparser", "py3langid", "lxml", "charset_normalizer", "numpy"]
    code = f"import sys; from pactwatch.intake import *; list(take_in([{str(path)!r}], IntakeOptions())); print(set({heavy}) & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"
