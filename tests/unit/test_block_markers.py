"""What a paragraph is called by stands before it on the page: analysts cite by number."""

from __future__ import annotations

import pytest

from pactwatch.casefile.context import markers
from pactwatch.casefile.page import article_page
from pactwatch.model import Engine, Reading, make_document
from pactwatch.reading.blocks import split_blocks
from pactwatch.web.pages.article import article

REPORT = (
    "III. Transport by sea\n\n"
    "42. The Monitors note that four barges of the line left the harbour in May with their beacons off.\n\n"
    "(b) two tugs,\n"
    "- one crane\n"
    "14:32 GMT – The barges have come back, the harbour master says.\n"
)


def shown(text: str) -> Reading:
    document = make_document(text, title="Barges")
    engine = Engine(name="none", version="0", models={})
    return Reading(document=document, engine=engine, statements=(), claims=(), problems=(), blocks=tuple(split_blocks(text)))


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("7. The barges left the harbour in May.", "7."), ("(b) two tugs", "(b)"), ("# Barges leave", ""), ("- one crane", ""),
        ("> The barges left.", ""), ("**Barges leave**", ""), ("Q: Did the barges leave?", "Q:"), ("The barges left.", ""),
        ("3/7 The barges in the harbour.", "3/7"),
    ],
)  # fmt: skip
def test_numbers_letters_and_times_are_markers_and_mere_signs_are_none(line, marker):
    for before in ("", "Nothing else is known.\n", "Nothing else is known.\r\n\r\n"):
        text = before + line
        assert markers(text, split_blocks(text))[-1] == marker


def test_both_pages_show_a_numbered_paragraph_with_its_number():
    page = article_page([shown(REPORT)])
    assert '<span class="marker">42.</span> The Monitors note' in page
    assert '<span class="marker">(b)</span> two tugs' in page
    assert '<span class="marker">14:32 GMT –</span> The barges have come back' in page
    assert page.count('class="marker"') == len([one for one in article(shown(REPORT), (), lambda _: "") if one["marker"]]) >= 3


def test_a_block_cut_in_pieces_is_called_by_its_number_once():
    text = "8. " + "The barges left the harbour. " * 400
    assert [one for one in markers(text, split_blocks(text)) if one] == ["8."]
