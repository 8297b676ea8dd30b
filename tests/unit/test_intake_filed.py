"""The day of publication that a text's own first lines tell, its title above them, and what is said about both."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pactwatch.intake import IntakeOptions, Taken, take_bytes
from pactwatch.intake.filed import filed, is_filing
from pactwatch.intake.plain import headline

sys.path.insert(0, str(Path(__file__).parents[1] / "hostile"))
from builders import pdf

NOW = "2025-07-01T12:00:00Z"
PROSE = "The harbour office said on Monday that it would send three hundred pilots to the northern quays before the thaw."
MORE = "Clerks at the quay could not confirm the figure, and they asked for more time to count those who had come ashore."


def take(name: str, text: str | bytes, **options: object) -> Taken:
    body = text if isinstance(text, bytes) else text.encode()
    (taken,) = take_bytes(name, body, IntakeOptions(captured_at=lambda: NOW, **options))
    assert taken.error is None, str(taken.error)
    return taken


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("VESSIN, March 4 2023 (Wire) - It began at dawn.", "2023-03-04"),
        ("VESSIN, April 18, 2023 - It began at dawn.", "2023-04-18"),
        ("SOUTH HARBOUR (Wire), Friday, 3 May 2024 — It began at dawn.", "2024-05-03"),
        ("LARVIK (3 May 2024) – It began at dawn.", "2024-05-03"),
        ("Port Ellis, Northmark, Feb. 3, 2025 /Newsline/ -- It began at dawn.", "2025-02-03"),
        ("VESSIN, MAY 12, 2025: It began at dawn.", "2025-05-12"),
        ("Press release, 12 May 2025\n\nPilots leave", "2025-05-12"),
        ("Harbour Office press release No. 7, 12 May 2025", "2025-05-12"),
        ("Pilots leave\nPublished 28 May 2025", "2025-05-28"),
        ("Pilots leave\n\nPublished: 2025-01-22", "2025-01-22"),
        ("Pilots leave\n\n**Published:** Monday, June 2nd, 2025 at 9:05 a.m. ET", "2025-06-02"),
        ("Pilots leave\n\n3 February 2025", "2025-02-03"),
        ("Pilots leave\nBy Ada Moss, 3 February 2025", "2025-02-03"),
        ("Pilots leave\nBy Ada Moss | 3 Feb 2025 | 14:20 GMT", "2025-02-03"),
        ("Pilots leave\nVessin, 12 May 2025", "2025-05-12"),
        ("Updated 14:20, 3 February 2025", "2025-02-03"),
        ("Updated 14:20, 3 February 2025\nPublished 1 February 2025", "2025-02-01"),
        ("First published: 10:15 BST, 12 May 2025 | Updated: 11:00 BST, 13 May 2025", "2025-05-12"),
        (f"Pilots leave\n\n{PROSE}\n\nVESSIN, 4 March 2023 (Wire) - It began at dawn.", "2023-03-04"),
    ],
)
def test_a_full_date_of_the_first_lines_is_the_day(head, day):
    found = filed(f"{head}\n\n{PROSE}\n", "2025-07-01")
    assert found is not None
    assert found.day == day
    assert found.words in head.replace("*", "").splitlines() or head.splitlines()[-1].startswith(found.words)


@pytest.mark.parametrize(
    "text",
    [
        "The pact was signed on 5 May 2024 at the quay.",
        "On Monday, 3 February 2025 - The pilots left.",
        "Siege of Vessin, 3 February 2025",
        "3 February 2025 – 5 March 2025",
        "Vessin, 3 February 2025 - 5 March 2025",
        "3-5 February 2025",
        "June 2025",
        "Published 06/07/2025",
        "31 February 2025",
        "Published 3 February 2199",
        "The talks were to end on\n3 February 2025\nand they did.",
        "Chronology\n\n3 February 2025\nThe pilots left.\n\n5 March 2025\nThey came back.",
        f"Pilots leave\n\n{PROSE}\n\n{MORE}\n\nPublished 5 May 2024",
        "Letter dated 5 May 2024 from the envoy",
    ],
)
def test_running_text_spans_chronologies_and_days_to_come_are_no_day(text):
    found = filed(f"{text}\n\n{PROSE}", "2025-07-01")
    assert found is None or not found.day


def test_where_the_day_comes_from_is_told_and_options_and_rows_outrank_it():
    text = f"Pilots leave\nPublished 28 May 2025\n\n{PROSE}"
    taken = take("a.txt", text)
    assert (taken.document.title, taken.document.published, taken.document.text) == ("Pilots leave", "2025-05-28", text)
    assert taken.document.extractor == 'text (utf-8); published: "Published 28 May 2025"'
    assert [note for note in taken.notes if "2025-05-28" in note and "--published" in note]
    given = take("a.txt", text, published="2025-05-30")
    assert (given.document.published, given.document.extractor, given.notes) == ("2025-05-30", "text (utf-8)", ())
    row = take("a.json", '{"text": "VESSIN, March 4 2023 (Wire) - It began at dawn."}')
    assert (row.document.published, row.document.extractor, row.notes) == (None, "json", ())


def test_the_line_above_the_article_of_a_page_counts_where_it_is_left_out_of_the_text():
    page = f"<html><body><div class=x><h1>Pilots leave</h1><div>3 February 2025</div><p>{PROSE}</p><p>{MORE}</p></div></body></html>"
    taken = take("a.html", page)
    assert taken.document.published == "2025-02-03"
    others = "<ul><li>Barges sink<br>1 May 2025</li><li>Tugs sold<br>2 May 2025</li></ul>"
    assert take("a.html", page.replace("<h1>", f"{others}<h1>")).document.published is None


def test_a_dateline_without_its_year_is_told_and_not_completed():
    taken = take("a.txt", f"VESSIN, June 18 (Wire) — {PROSE}")
    assert taken.document.published is None
    assert [note for note in taken.notes if '"VESSIN, June 18 (Wire) —" names no year' in note]


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.pdf"])
def test_markdown_pages_and_pdf_files_without_metadata_tell_their_day_too(name):
    dateline = "VESSIN, March 4 2023 (Wire) - The pilots left."
    body = {
        "a.md": f"# Pilots leave\n\n*Published 4 March 2023*\n\n{PROSE}",
        "a.html": f"<html><body><article><h1>Pilots leave</h1><p>{dateline} {PROSE}</p><p>{MORE}</p></article></body></html>",
        "a.pdf": pdf([dateline, "Nobody knows where to."]),
    }[name]
    assert take(name, body).document.published == "2023-03-04"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Pilots leave for the quays\nBy Ada Moss\n\nThey left.", "Pilots leave for the quays"),
        ("Pilots leave for the quays\n3 February 2025\nThey left.", "Pilots leave for the quays"),
        ("Pilots leave for the quays\nPublished: 2025-01-22\n\nThey left.", "Pilots leave for the quays"),
        ("Pilots leave for the quays\nVESSIN, March 4 2023 (Wire) - They left.", "Pilots leave for the quays"),
        ("Pilots leave for the quays\n- Three hundred went.\n- Nobody knows why.", "Pilots leave for the quays"),
        ("Pilots leave for the quays\n=====\nThey left.", "Pilots leave for the quays"),
        ("Press release, 12 May 2025\n\nPilots leave for the quays\n\nThey left.", "Pilots leave for the quays"),
        ("3 February 2025\nThey left on Monday\nNobody knows why.", None),
        ("VESSIN, March 4 2023 (Wire) - They left\n\nNobody knows why.", None),
        ("Pilots left for the quays\nThey went by night.", None),
        ("By the quay they waited\n- one\n- two", None),
        ("Published 28 May 2025", None),
    ],
)
def test_a_title_stands_above_a_byline_a_day_or_bullets(text, title):
    assert headline(text) == title


def test_lines_of_filing_hold_nothing_else():
    assert is_filing("Published 28 May 2025")
    assert is_filing("3 February 2025")
    assert not is_filing("Pilots left on 3 February 2025")
    assert not is_filing("By Ada Moss")


def test_unseen_characters_are_left_out_of_pages_and_kept_with_a_note_in_texts():
    words = "Nor\u202eland sent pi\u00adlots to the quay, the har\u0007bour office said on Monday, and nobody asked it why."
    page = take("a.html", f"<html><body><article><p>{words}</p><p>{MORE}</p></article></body></html>")
    assert "Norland sent pilots to the quay, the harbour office" in page.document.text
    assert any("within words at 2 places and were left out" in note for note in page.notes)
    text = take("a.txt", f"\u200e{words} \x1b[31mRed.")
    assert text.document.text == f"\u200e{words} \x1b[31mRed."
    assert any("within words at 4 places" in note for note in text.notes)
    assert take("b.txt", f"\u200e{PROSE} \u2067مرفأ\u2069 👩🏽\u200d🔧").notes == ()
