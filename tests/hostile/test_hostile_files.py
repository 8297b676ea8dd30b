"""Files that are broken, lying, bottomless or no files: each ends in a document or one clear error."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pytest
from builders import (
    PROSE,
    assembled,
    encrypted_pdf,
    flate_bomb,
    flipped,
    gzip_bomb,
    item,
    laughs,
    noise,
    page,
    pdf,
    rss,
)

DOCUMENT = "document"
PDF = pdf([PROSE[:80], PROSE[80:160], PROSE[160:]])
RUSSIAN = "Министерство сообщило в понедельник, что направит в приграничный район четыреста инженеров и врачей. " * 3
JAPANESE = "国防省は月曜日、国境地域に技術者四百人を派遣すると発表した。現地の当局者は人数を確認できないと述べた。" * 3
KOREAN = "국방부는 월요일 국경 지역에 기술자 사백 명을 보낼 것이라고 밝혔다. 현지 관리들은 그 수를 확인할 수 없다고 말했다. " * 3
ARABIC = "قالت الوزارة يوم الاثنين إنها سترسل أربعمئة مهندس إلى المنطقة الحدودية. "


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


def deep(opening: str, closing: str, depth: int, middle: str = "") -> str:
    return opening * depth + middle + closing * depth


PDFS = {
    "header only": (b"%PDF-1.7\n", "PW211"),
    "no page": (assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"), {"PW211", "PW213"}),
    "no catalogue": (assembled(b"<< >>"), "PW211"),
    "pages that hold themselves": (
        assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 5 >>"), {"PW211", "PW213"}),
    "a count in the millions": (
        assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 2000000 >>"), {"PW211", "PW213", "PW215"}),
    "a negative count": (assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count -7 >>"), {"PW211", "PW213"}),
    "arrays in arrays": (assembled(b"<< /Type /Catalog /Pages " + b"[" * 50_000 + b" >>"), {"PW211"}),
    "no text": (pdf([]), "PW213"),
    "content that unpacks to nothing": (pdf([], content=b"\x00\x01garbage"), "PW213"),
    "content that unpacks to 40 MB": (pdf([], content=flate_bomb(40)), "PW213"),
    "a password": (encrypted_pdf(b"secret"), "PW212"),
    "an empty password": (encrypted_pdf(b""), None),
    "junk before": (b"\n\n  \r\n" + PDF, DOCUMENT),
    "junk after": (PDF + noise(1), DOCUMENT),
    "two files in one": (PDF + PDF, DOCUMENT),
    "no end": (PDF.replace(b"%%EOF", b""), DOCUMENT),
    "a table of places that lies": (PDF.replace(b"startxref\n", b"startxref\n9"), None),
    "a script": (pdf([PROSE], extra="/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"), DOCUMENT),
    "a page outside itself": (pdf([PROSE], extra="/CropBox [9000 9000 9001 9001]"), None),
    "a turned page": (pdf([PROSE], extra="/Rotate 90"), DOCUMENT),
    "text, named so": (PROSE.encode(), "PW211"),
    "nothing but a name": (b"   ", "PW205"),
}
PDFS |= {f"cut at {n}": (PDF[:n], None) for n in range(6, len(PDF), len(PDF) // 32)}
PDFS |= {f"flips {seed}": (flipped(PDF, seed), None) for seed in range(60)}

TEXTS = {
    "cp1251": (RUSSIAN.encode("cp1251"), DOCUMENT),
    "koi8-r": (RUSSIAN.encode("koi8-r"), DOCUMENT),
    "shift_jis": (JAPANESE.encode("shift_jis"), DOCUMENT),
    "euc_jp": (JAPANESE.encode("euc_jp"), DOCUMENT),
    "cp949": (KOREAN.encode("cp949"), DOCUMENT),
    "gb18030": ("国防部星期一说,将向边境地区派遣四百名工程师。".encode("gb18030") * 5, DOCUMENT),
    "big5": ("國防部星期一說,將向邊境地區派遣四百名工程師。".encode("big5") * 5, DOCUMENT),
    "utf-16": (PROSE.encode("utf-16"), DOCUMENT),
    "utf-16-be with mark": (b"\xfe\xff" + PROSE.encode("utf-16-be"), DOCUMENT),
    "utf-16-le without mark": (PROSE.encode("utf-16-le"), DOCUMENT),
    "utf-16-be without mark": (PROSE.encode("utf-16-be"), DOCUMENT),
    "utf-16 cut in a character": (PROSE.encode("utf-16")[:-1], DOCUMENT),
    "utf-16 with half a pair": (PROSE.encode("utf-16") + b"\x00\xd8", DOCUMENT),
    "utf-32": (PROSE.encode("utf-32"), DOCUMENT),
    "utf-8 with mark": (b"\xef\xbb\xbf" + PROSE.encode(), DOCUMENT),
    "two marks": (b"\xef\xbb\xbf" * 2 + PROSE.encode(), DOCUMENT),
    "only a mark": (b"\xef\xbb\xbf", "PW205"),
    "mixed utf-8 and cp1252": (PROSE.encode() + b" caf\xe9 \x93quoted\x94 " + "café".encode(), DOCUMENT),
    "utf-8 cut in a character": ("Überall – sagte er. ".encode() * 5 + b"\xe2\x80", DOCUMENT),
    "overlong utf-8": (PROSE.encode() + b"\xc0\x80", DOCUMENT),
    "surrogates in utf-8": (PROSE.encode() + b"\xed\xa0\x80\xed\xb0\x80", DOCUMENT),
    "one NUL": (PROSE.encode() + b"\0" + PROSE.encode(), DOCUMENT),
    "only NULs": (bytes(5_000), "PW206"),
    "NULs between": (b"\0\0\0".join(bytes([byte]) for byte in PROSE.encode()), {"PW206"}),
    "escape sequences": (b"\x1b[31mThe ministry\x1b[0m said so.\n" * 3, None),
    "emoji": ("👩🏽‍🔧🇰🇵 The engineers 👨‍👩‍👧‍👦 left. 🚂 ".encode() * 20, DOCUMENT),
    "right to left": ((ARABIC * 5).encode(), DOCUMENT),
    "overrides of direction": (f"\u202e{PROSE}\u202c\u2066{ARABIC}\u2069".encode(), DOCUMENT),
    "combining marks": (("e" + "\u0301\u0302\u0303\u0304" * 50).encode() * 50, DOCUMENT),
    "noncharacters": (f"{PROSE}\ufffe\uffff\U0010ffff".encode(), DOCUMENT),
    "private use": (("\ue000\uf8ff " * 100 + PROSE).encode(), DOCUMENT),
    "separators": (f"{PROSE}\u2028{PROSE}\u2029{PROSE}\x85{PROSE}\x0b\x0c".encode(), DOCUMENT),
    "carriage returns": (f"{PROSE}\r{PROSE}\r\n{PROSE}\n\r".encode(), DOCUMENT),
    "only white space": (b" \n\t\r\n  " * 200, "PW205"),
    "only zero-width": ("\u200b\u200c\u200d".encode() * 5, DOCUMENT),
    "one character": (b"x", DOCUMENT),
    "empty": (b"", "PW205"),
    "no end of line": (b"word " * 200_000, DOCUMENT),
    "no white space": (b"x" * 1_000_000, DOCUMENT),
    "too long": (b"word " * 200_001, "PW204"),
    "line feeds": (b"\n" * 500_000 + b"The end.", DOCUMENT),
    "mathematical letters": ("𝕿𝖍𝖊 𝖒𝖎𝖓𝖎𝖘𝖙𝖗𝖞 𝖘𝖆𝖎𝖉".encode() * 20, DOCUMENT),
    "a signature in words": (b"ID3 was the name of the unit. BZh was another, and PAR1 a third one.", DOCUMENT),
    "looks like JSON": (b"[Editor's note: this is no list] The ministry said {so}.", DOCUMENT),
    "looks like a tag": (b"<3 said the ministry", DOCUMENT),
}

SIGNATURES = {
    "zip": zipped("a.txt", PROSE.encode()),
    "zip bomb": zipped("a.txt", bytes(20_000_000)),
    "docx": zipped("word/document.xml", b"<w:document/>"),
    "bzip2": bz2.compress(PROSE.encode()),
    "xz": lzma.compress(PROSE.encode()),
    "zstd": b"\x28\xb5\x2f\xfd" + noise(2),
    "7z": b"7z\xbc\xaf\x27\x1c" + noise(3),
    "rar": b"Rar!\x1a\x07\x01\0" + noise(4),
    "tar": tarred(),
    "png": b"\x89PNG\r\n\x1a\n" + noise(5),
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + noise(6),
    "gif": b"GIF89a" + noise(7),
    "webp": b"RIFF\x10\0\0\0WEBPVP8 " + noise(8),
    "mp3": b"ID3\x03\0\0\0\0" + noise(9),
    "elf": b"\x7fELF\x02\x01\x01\0" + noise(10),
    "sqlite": b"SQLite format 3\0" + noise(11),
    "rtf": rb"{\rtf1\ansi The ministry said so.}",
    "ole": bytes.fromhex("d0cf11e0a1b11ae1") + noise(12),
    "mp4": b"\0\0\0\x18ftypmp42" + noise(13),
    "warc": b"WARC/1.0\r\nWARC-Type: warcinfo\r\n",
}
SIGNATURES |= {f"random bytes {seed}": b"\x01" + noise(seed) for seed in range(20, 30)}

PAGES = {
    "100 000 nested div": (deep("<div>", "</div>", 99_000, PROSE), None),
    "nested and never closed": ("<html><body>" + "<div>" * 99_000 + PROSE, None),
    "nested span": (page(deep("<span>", "</span>", 20_000, PROSE)), None),
    "nested blockquote": (page(deep("<blockquote>", "</blockquote>", 5_000, PROSE)), None),
    "nested tables": (page(deep("<table><tr><td>", "</td></tr></table>", 3_000, PROSE)), None),
    "nested lists": (page(deep("<ul><li>", "</li></ul>", 3_000, PROSE)), None),
    "nested b and i": (page("<b><i>" * 5_000 + PROSE), None),
    "too many elements": ("<html><body>" + "<p>a" * 100_001, "PW215"),
    "closing tags only": ("<html><body>" + "</p></div></b>" * 20_000 + f"<p>{PROSE}</p>", None),
    "angle brackets": ("<html><body>" + "<" * 200_000, None),
    "ampersands": (page("&" * 200_000), DOCUMENT),
    "a comment without end": (page("<!--" + "x" * 100_000), DOCUMENT),
    "many comments": (page("<!--x-->" * 50_000), DOCUMENT),
    "an attribute of a megabyte": (page(f'<p title="{"x" * 1_000_000}">'), None),
    "a hundred attributes": (page("<p " + " ".join(f"a{n}=1" for n in range(100)) + ">" + PROSE), DOCUMENT),
    "an attribute without end": (page('<a href="' + "x" * 1_000), None),
    "NUL bytes": (page(f"<p>{PROSE}\0\0</p>"), None),
    "numeric references to nothing": (page("<p>&#0;&#xD800;&#x110000;&#xFFFFFFFFFF; said.</p>"), DOCUMENT),
    "a bomb of entities": (f"<!DOCTYPE html [<!ENTITY a 'x'>]><html><body><p>{PROSE} &a;&a;</p></body></html>", None),
    "scripts only": ("<html><body><script>" + "var a = 1;" * 1_000 + "</script></body></html>", "PW214"),
    "a title only": ("<html><head><title>Engineers leave</title></head></html>", "PW214"),
    "an empty body": ("<html><body></body></html>", "PW214"),
    "a tag only": ("<html>", "PW214"),
    "an image only": ('<html><body><img src="a.png" alt="engineers"></body></html>', {"PW214"}),
    "a frame": ('<html><frameset><frame src="http://127.0.0.1/"></frameset></html>', "PW214"),
    "a check for robots": ("<html><body><p>Checking your browser before accessing the site.</p></body></html>", "PW229"),
    "a wall": ("<html><body><h1>Engineers leave</h1><p>Subscribe to continue reading</p></body></html>", "PW229"),
    "a doctype and nothing": ("<!DOCTYPE html>", {"PW214"}),
    "a charset that lies": (page("", '<meta charset="utf-16">'), DOCUMENT),
    "a charset that does not exist": (page("", '<meta charset="klingon-8">'), DOCUMENT),
    "a charset that is no encoding": (page("", '<meta charset="zlib">'), DOCUMENT),
    "utf-7": (page("", '<meta charset="utf-7">'), DOCUMENT),
    "linked data in 50 000 brackets": (page("", '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>"), DOCUMENT),
    "linked data of the wrong shape": (page("", '<script type="application/ld+json">[1, null, {"@type": 5}]</script>'), DOCUMENT),
    "a date that is none": (page("", '<meta property="article:published_time" content="2025-02-31T99:00">'), DOCUMENT),
    "a thousand dates": (page("", '<meta name="date" content="2025-13-01">' * 1_000), DOCUMENT),
    "a title of a megabyte": (f"<html><head><title>{'A - ' * 250_000}</title></head><body><p>{PROSE}</p></body></html>", DOCUMENT),
    "an address that is none": (page("", '<link rel="canonical" href="http://[::1"><base href="javascript:1">'), DOCUMENT),
    "svg and mathml": (page("<svg><foreignObject><math><mtext><p>x</p></mtext></math></foreignObject></svg>"), DOCUMENT),
    "xhtml with a declaration": (
        f"<?xml version='1.0' encoding='UTF-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{PROSE}</p></body></html>", DOCUMENT),
    "processing instructions": (page("<?php echo 1; ?><?x" * 500), None),
    "CDATA": (page("<![CDATA[ <p>x</p> ]]>" * 100), DOCUMENT),
    "templates": (page("<template><p>hidden</p></template><noscript><p>x</p></noscript>"), DOCUMENT),
    "the same paragraph over and over": (page(f"<p>{PROSE}</p>" * 500), DOCUMENT),
    "words, named so": (PROSE, DOCUMENT),
}

SHAPES = {
    "a number": ("5", "PW210"),
    "null": ("null", "PW210"),
    "a string": ('"text"', "PW210"),
    "an empty list": ("[]", "PW205"),
    "an empty object": ("{}", "PW210"),
    "numbers": ("[1, 2]", "PW210"),
    "lists": ("[[], [[]]]", "PW210"),
    "articles that are none": ('{"articles": 5}', "PW210"),
    "articles of nothing": ('{"articles": []}', "PW205"),
    "100 000 brackets": ("[" * 100_000, {"PW209", "PW215"}),
    "100 000 objects in each other": ('{"a":' * 100_000, {"PW209", "PW215"}),
    "deep and whole": ('{"text": ' + deep("[", "]", 50_000) + "}", {"PW210", "PW215"}),
    "deep beside the text": ('{"text": "a row", "more": ' + deep("[", "]", 50_000) + "}", {"PW215"}),
    "NaN beside the text": ('{"text": "a row", "score": NaN, "published": -Infinity}', DOCUMENT),
    "a whole number of 9 000 digits": ('{"text": "a row", "n": ' + "9" * 9_000 + "}", DOCUMENT),
    "a number beyond bounds": ('{"text": "a row", "n": 1e999999}', DOCUMENT),
    "the same key twice": ('{"text": 5, "text": "a row"}', DOCUMENT),
    "text null": ('{"text": null}', "PW210"),
    "text a number": ('{"text": 12}', "PW210"),
    "text NaN": ('{"text": NaN}', "PW210"),
    "text a list": ('{"text": ["a"]}', "PW210"),
    "text empty": ('{"text": ""}', "PW205"),
    "text white": ('{"text": " \\n\\t"}', "PW205"),
    "text with half a pair": ('{"text": "a \\ud83d row"}', "PW218"),
    "title with half a pair": ('{"text": "a row", "title": "\\udc00"}', DOCUMENT),
    "a whole pair": ('{"text": "a \\ud83d\\ude00 row"}', DOCUMENT),
    "NUL in the text": ('{"text": "a \\u0000 row"}', DOCUMENT),
    "a raw line feed in the text": ('{"text": "a\nrow"}', "PW209"),
    "a comma too many": ('[{"text": "a"},]', "PW209"),
    "single quotes": ("{'text': 'a'}", "PW209"),
    "cut short": ('[{"text": "a"}, {"text": "b', "PW209"),
    "a comment": ('// rows\n[{"text": "a"}]', "PW209"),
    "words": (PROSE, "PW209"),
    "two documents": ('{"text": "a"}{"text": "b"}', "PW209"),
    "fields of the wrong type": ('{"text": "a row", "title": 5, "url": [], "published": {}, "publisher": null}', DOCUMENT),
    "a date that is none": ('{"text": "a row", "published": "the day before yesterday"}', DOCUMENT),
    "keys of every kind": ('{"text": "a row", "": 1, "\\u0000": 2, "__class__": {}}', DOCUMENT),
    "text in capitals": ('{"TEXT": "a row"}', "PW210"),
    "a mark": ('\ufeff[{"text": "a row"}]', DOCUMENT),
    "too long a text": (json.dumps({"text": "word " * 200_001}), "PW204"),
}

FEEDS = {
    "cut short": (rss(item("Short text."))[:-22], DOCUMENT),
    "cut early": ("<rss><chan", "PW216"),
    "no entries": (rss(""), "PW216"),
    "nothing but a root": ("<rss/>", "PW216"),
    "a billion laughs": (rss(item("&l9;"), laughs()), "PW215"),
    "a billion laughs in utf-16": (rss(item("&l9;"), laughs()).encode("utf-16"), "PW215"),
    "a quadratic blow-up": (rss(item("&a;" * 5_000), f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'), "PW215"),
    "a file as entity": (rss(item("&f;"), '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>'), "PW215"),
    "a parameter entity": (rss(item("x"), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>'), "PW215"),
    "a document type": (rss(item("Short text."), '<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">'), None),
    "an entry without text": (rss("<item><title>Engineers leave</title></item>"), "PW216"),
    "an entry without anything": (rss("<item></item>"), "PW216"),
    "scripts for text": (rss(item("&lt;script&gt;x()&lt;/script&gt;")), "PW216"),
    "a date that is none": (rss("<item><description>Short.</description><pubDate>99 Foo 2025</pubDate></item>"), DOCUMENT),
    "20 000 nested elements": (rss(item(deep("<b>", "</b>", 20_000, "x"))), None),
    "nested escaped markup": (rss(item(deep("&lt;div&gt;", "&lt;/div&gt;", 20_000, PROSE))), None),
    "unclosed elements": ("<rss><channel><item><title>A</title><description>Short text.</description>", DOCUMENT),
    "ampersands": (rss(item("A & B & C &nbsp; &bogus; &#x0;")), None),
    "control characters": (rss(item("A \x01\x02 text.")), None),
    "more entries than are taken": (rss("<item><description>Short text.</description></item>" * 1_001), "PW203"),
    "an encoding that lies": (rss(item("Café.")).replace('"1.0"', '"1.0" encoding="utf-16"'), None),
    "an encoding that does not exist": (rss(item("Text.")).replace('"1.0"', '"1.0" encoding="klingon"'), None),
    "utf-16": (rss(item("Short text.")).encode("utf-16"), DOCUMENT),
    "a sitemap": ('<?xml version="1.0"?><urlset><url><loc>http://127.0.0.1/</loc></url></urlset>', {"PW206", "PW216"}),
    "words": (PROSE, "PW216"),
}

PACKED = {
    "good.txt.gz": (gzip.compress(PROSE.encode()), DOCUMENT),
    "two members.txt.gz": (gzip.compress(PROSE.encode()) * 2, DOCUMENT),
    "padding.txt.gz": (gzip.compress(PROSE.encode()) + bytes(512), DOCUMENT),
    "page.html.gz": (gzip.compress(page("").encode()), DOCUMENT),
    "pdf.gz": (gzip.compress(PDF), DOCUMENT),
    "pdf.pdf.gz": (gzip.compress(PDF), DOCUMENT),
    "feed.rss.gz": (gzip.compress(rss(item("Short text.")).encode()), DOCUMENT),
    "list.json.gz": (gzip.compress(b'[{"text": "a row"}]'), DOCUMENT),
    "unnamed": (gzip.compress(PROSE.encode()), DOCUMENT),
    "cut.txt.gz": (gzip.compress(PROSE.encode() * 50)[:-9], "PW207"),
    "header.txt.gz": (gzip.compress(b"x")[:10], "PW207"),
    "magic.txt.gz": (b"\x1f\x8b", "PW207"),
    "method.txt.gz": (b"\x1f\x8b\x07" + bytes(20), "PW207"),
    "flipped.txt.gz": (gzip.compress(PROSE.encode())[:-6] + b"\xff\xff\xff\xff\xff\xff", "PW207"),
    "junk after.txt.gz": (gzip.compress(PROSE.encode()) + b"junk", "PW207"),
    "nothing.txt.gz": (gzip.compress(b""), "PW205"),
    "twice.txt.gz": (gzip.compress(gzip.compress(PROSE.encode())), "PW206"),
    "archive.tar.gz": (gzip.compress(tarred()), "PW206"),
    "bomb.txt.gz": (gzip_bomb(10), {"PW206", "PW208"}),
    "spaces.txt.gz": (gzip.compress(b" " * 10_000_000), "PW208"),
    "bomb.jsonl.gz": (gzip.compress(b'{"text": "' + b"x" * 10_000_000), "PW208"),
    "bomb.html.gz": (gzip.compress(b"<html><body>" + b" " * 10_000_000), "PW208"),
}


@pytest.mark.parametrize("name", PDFS)
def test_pdf(name, check, tmp_path):
    body, wanted = PDFS[name]
    path = tmp_path / "hostile.pdf"
    path.write_bytes(body)
    check(str(path), wanted)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("name", TEXTS)
def test_text(name, suffix, check, tmp_path):
    body, wanted = TEXTS[name]
    path = tmp_path / f"hostile{suffix}"
    path.write_bytes(body)
    check(str(path), wanted)


@pytest.mark.parametrize("suffix", ["", ".txt"])
@pytest.mark.parametrize("name", SIGNATURES)
def test_what_is_no_text_is_named_and_refused(name, suffix, check, tmp_path):
    path = tmp_path / f"hostile{suffix}"
    path.write_bytes(SIGNATURES[name])
    check(str(path), "PW206")


@pytest.mark.parametrize("name", PAGES)
def test_page(name, check, tmp_path):
    markup, wanted = PAGES[name]
    path = tmp_path / "hostile.html"
    path.write_text(markup, encoding="utf-8")
    check(str(path), wanted)


@pytest.mark.parametrize("name", SHAPES)
def test_json(name, check, tmp_path):
    text, wanted = SHAPES[name]
    path = tmp_path / "hostile.json"
    path.write_text(text, encoding="utf-8")
    check(str(path), wanted)


@pytest.mark.parametrize("name", FEEDS)
def test_feed(name, check, tmp_path):
    text, wanted = FEEDS[name]
    path = tmp_path / "hostile.rss"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    check(str(path), wanted)


@pytest.mark.parametrize("name", PACKED)
def test_packed(name, check, tmp_path):
    body, wanted = PACKED[name]
    path = tmp_path / name
    path.write_bytes(body)
    check(str(path), wanted)


ROWS = {
    "broken": ("{bad", "PW209"),
    "no object": ("[1]", "PW210"),
    "no text": ('{"title": "x"}', "PW210"),
    "empty text": ('{"text": ""}', "PW205"),
    "deep": ("[" * 100_000, {"PW209", "PW215"}),
    "a huge number": ('{"text": 1' + "0" * 9_000 + "}", "PW210"),
    "half a pair": ('{"text": "\\udfff"}', "PW218"),
    "not utf-8": (b'{"text": "caf\xe9"}', "PW209"),
    "NULs": (b"\0\0\0", "PW209"),
    "too long": (b'{"text": "' + b"x" * 20_000_001 + b'"}', "PW203"),
    "too long a text": (json.dumps({"text": "x" * 1_000_001}).encode(), "PW204"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_row_is_one_error_and_the_other_rows_are_in(name, check, tmp_path):
    row, wanted = ROWS[name]
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(b'{"text": "before"}\n' + (row if isinstance(row, bytes) else row.encode()) + b'\n\n{"text": "after"}\r\n')
    found = check(str(path), wanted)
    assert [one.document.text if one.document else "-" for one in found] == ["before", "-", "after"]
    assert [one.source for one in found] == [f"{path}#{number}" for number in (1, 2, 4)]


def test_rows_before_the_damage_of_a_packed_file_are_in(check, tmp_path):
    path = tmp_path / "hostile.jsonl.gz"
    rows = [json.dumps({"text": f"row {n} {noise(n, 40).hex()}"}) for n in range(5_000)]
    path.write_bytes(gzip.compress("\n".join(rows).encode())[:-2_000])
    found = check(str(path), "PW207")
    assert found[-1].source == str(path)
    assert [one.document.text.split()[1] for one in found[:-1] if one.document] == [str(n) for n in range(len(found) - 1)]


@pytest.mark.parametrize("limit", [400, 5_000])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ".json", ".rss"])
def test_an_input_beyond_the_limit_in_bytes(suffix, limit, check, tmp_path):
    path = tmp_path / f"hostile{suffix}"
    start = {".pdf": b"%PDF-1.4 ", ".json": b'[{"text": "', ".rss": b"<rss> "}.get(suffix, b"The ministry ")
    path.write_bytes(start + b"x" * 5_000)
    found = check(str(path), "PW203", max_bytes=limit)
    assert len(found) == 1


def test_bottomless_devices_are_refused(check):
    for device in ("/dev/zero", "/dev/null", "/dev/tty"):
        if os.path.exists(device):
            check(device, {"PW202"})


def test_a_pipe_that_nobody_writes_to(check, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    check(str(tmp_path / "pipe.txt"), "PW202")


def test_a_socket(check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        check("socket.txt", "PW202")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_fails_while_it_is_read(check):
    check("/proc/self/mem", "PW202")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(check, tmp_path):
    path = tmp_path / "closed.txt"
    path.write_text(PROSE)
    path.chmod(0)
    check(str(path), "PW202")


NAMES = ["missing.txt", "", " ", "a\0b.txt", "x" * 5_000, "x/" * 3_000, "--help", "good-first.txt/inside", "~nobody", "*", "\udcff.txt", "a\nb"]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_names_that_name_nothing(name, check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check(name, {"PW201", "PW202"})


def test_a_folder_named_like_a_file(check, tmp_path):
    (tmp_path / "article.txt").mkdir()
    check(str(tmp_path / "article.txt"), "PW217")
    (tmp_path / "article.txt" / "inside.txt").write_text(PROSE)
    assert check(str(tmp_path / "article.txt"), DOCUMENT)[0].source.endswith("article.txt/inside.txt")


def test_links_in_circles(check, tmp_path):
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "up").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "text.txt").write_text(PROSE)
    found = check(str(folder), {"PW201", "PW202"})
    assert [Path(one.source).name for one in found] == ["gone.txt", "self.txt", "text.txt"]
    assert found[2].document is not None


def test_a_folder_of_everything(check, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "a\nb\x1b[2J.txt").write_text(PROSE)
    (folder / "b.png").write_bytes(SIGNATURES["png"])
    Path(os.fsdecode(os.fsencode(folder) + b"/c\xff.txt")).write_text(PROSE)
    found = check(str(folder), {"PW206"})
    assert [one.error is None for one in found] == [True, False, True]
    assert all(one.source.isprintable() for one in found)


def test_standard_input_twice_and_closed(check):
    assert len(check("-", DOCUMENT, stdin=io.BytesIO(PROSE.encode()))) == 1
    check("-", "PW205", stdin=None)
    closed = io.BytesIO(b"x")
    closed.close()
    check("-", "PW202", stdin=closed)


@pytest.mark.parametrize("name", TEXTS)
def test_standard_input(name, check):
    body, _ = TEXTS[name]
    check("-", None, stdin=io.BytesIO(body))
