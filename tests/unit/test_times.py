import pytest

from pactwatch.model import Block
from pactwatch.reading.parse import parse
from pactwatch.reading.times import find_times

WEDNESDAY = "2025-06-18"


def read(text, published=WEDNESDAY):
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return find_times(parse(text, blocks), published)


@pytest.mark.parametrize(("sentence", "edtf", "precision"), [
    ("The pact was signed in November last year.", "2024-11", "month"),
    ("The pact was signed last November.", "2024-11", "month"),
    ("The envoys met on Tuesday.", "2025-06-17", "day"),
    ("The envoys met on Wednesday.", "2025-06-18", "day"),
    ("The envoys met last Wednesday.", "2025-06-11", "day"),
    ("The envoys will meet on Tuesday.", "2025-06-24", "day"),
    ("The envoys meet again next Tuesday.", "2025-06-24", "day"),
    ("The depot burned late on Sunday night.", "2025-06-15", "day"),
    ("The depot burned yesterday.", "2025-06-17", "day"),
    ("The depot reopens tomorrow.", "2025-06-19", "day"),
    ("The depot burned earlier this month.", "2025-06", "month"),
    ("The depot burned last week.", "2025-06-09/2025-06-15", "week"),
    ("The depot burned last weekend.", "2025-06-14/2025-06-15", "weekend"),
    ("The depot burned last summer.", "2024-06/2024-08", "season"),
    ("The depot burned in early 2022.", "2022", "year"),
    ("The depot burned in the summer of 2024.", "2024-06/2024-08", "season"),
    ("The depot burned in the third quarter of 2024.", "2024-07/2024-09", "quarter"),
    ("Output fell in Q3 2024.", "2024-07/2024-09", "quarter"),
    ("Output fell in the first half of this year.", "2025-01/2025-06", "half"),
    ("Output fell from January to March.", "2025-01/2025-03", "range"),
    ("Output fell between 2015 and 2019.", "2015/2019", "range"),
    ("Output fell between 7 March and 5 May.", "2025-03-07/2025-05-05", "range"),
    ("Output fell in December and January.", "2024-12/2025-01", "range"),
    ("The unit served there in 2020–24.", "2020/2024", "range"),
    ("The drill will run from 18 to 28 August.", "2025-08-18/2025-08-28", "range"),
    ("The ban has held since February 2022.", "2022-02/..", "range"),
    ("At least 40 ships have called since March.", "2025-03/2025-06", "range"),
    ("The mandate runs until 18 July.", "../2025-07-18", "range"),
    ("The camp will close by the end of the year.", "../2025-12-31", "range"),
    ("The rules apply from 1 September 2024.", "2024-09-01/..", "range"),
    ("The rules changed on 10 May.", "2025-05-10", "day"),
    ("The rules changed on May 10, 2024.", "2024-05-10", "day"),
    ("The rules changed on July 7.", "2024-07-07", "day"),
    ("The rules will change on July 7.", "2025-07-07", "day"),
    ("The rules changed on 2025-03-14.", "2025-03-14", "day"),
    ("Losses have grown in the past six months.", "2024-12/2025-06", "range"),
    ("He left office three years ago.", "2022", "year"),
    ("He left office four months ago.", "2025-02", "month"),
    ("He left office in the 1990s.", "1990/1999", "decade"),
    ("The depot burned at the weekend.", "2025-06-14/2025-06-15", "weekend"),
    ("The depot will close at the weekend.", "2025-06-21/2025-06-22", "weekend"),
    ("The depot burned overnight.", "2025-06-17/2025-06-18", "range"),
    ("The camp will close by Christmas.", "../2025-12-25", "range"),
    ("The camp was closed by Easter.", "../2025-04-20", "range"),
    ("Oslo wanted 500 drivers there by November.", "../2025-11", "range"),
    ("Oslo had 500 drivers there by November.", "../2024-11", "range"),
])
def test_times_are_resolved_no_finer_than_said(sentence, edtf, precision):
    (mention,) = read(sentence)
    assert (mention.edtf, mention.precision) == (edtf, precision)


@pytest.mark.parametrize("sentence", [
    "The army may march on the city.", "The second man had a spring in his step.", "Prices fall as demand falls.",
    "It was signed on 12/06/2025.", "Theresa May spoke.", "The Sunday Times wrote so.", "The plant has 2,024 workers.",
])
def test_what_tells_no_time_is_left_out(sentence):
    assert read(sentence) == []


def test_intervals_end_on_the_last_day_and_stay_open_where_they_are():
    (month,) = read("It happened in February 2024.")
    assert (month.start, month.end) == ("2024-02-01", "2024-02-29")
    (since,) = read("It has been so since February 2024.")
    assert (since.start, since.end) == ("2024-02-01", None)
    (until,) = read("It will be so until March.")
    assert (until.start, until.end) == (None, "2026-03-31")


def test_later_and_earlier_count_from_the_time_spoken_of_last():
    first, later = read("The drone struck on 28 January. Two days later the group gave up.")
    assert (first.edtf, later.edtf) == ("2025-01-28", "2025-01-30")
    signed, that = read("It acted in March 2021, and Washington followed that August.")
    assert (signed.edtf, that.edtf) == ("2021-03", "2021-08")


def test_an_offset_dates_what_follows_it():
    day, offset = read("The pact was signed on Tuesday, eight days after jets bombed the city.")
    assert (day.edtf, offset.edtf, offset.rule) == ("2025-06-17", "2025-06-09", "offset")
    assert read("The pact was signed on Tuesday, eight days after jets bombed the city.")[1].head == offset.last


def test_a_dateline_is_told_apart():
    dateline, day = read("Tallinn, 18 June 2025 — The ships left on Monday.")
    assert (dateline.rule, day.edtf) == ("dateline", "2025-06-16")


def test_without_a_day_of_publication_only_absolute_dates_are_placed():
    text = "It was agreed in October 2023.\nIt was signed on Tuesday.\nIt began last year.\nIt ended in July."
    assert [(m.edtf, m.precision) for m in read(text, None)] == [
        ("2023-10", "month"), ("", "relative"), ("", "relative"), ("", "relative"),
    ]


def test_an_unreadable_day_of_publication_counts_as_none():
    assert read("It was signed on Tuesday.", "mid-June")[0].edtf == ""
    assert read("It was signed on Tuesday.", "2025-06-18T09:30:00Z")[0].edtf == "2025-06-17"


def test_a_day_that_the_calendar_lacks_is_not_invented():
    assert [m.start for m in read("It happened on 31 February 2024.")] in ([], [None])


def test_what_cannot_be_placed_is_relative():
    (mention,) = read("The hole was filled within three days.")
    assert (mention.start, mention.end, mention.edtf, mention.precision) == (None, None, "", "relative")


@pytest.mark.parametrize(("text", "expected"), [
    ("The board had planned to list three firms in May.", "2025-05"),
    ("The handover was brought forward to 17 July.", "2025-07-17"),
])
def test_what_was_planned_or_moved_points_at_the_nearest_date(text: str, expected: str) -> None:
    found = find_times(parse(text, [Block(start=0, end=len(text), kind="paragraph")]), "2025-06-03")
    assert [time.edtf for time in found] == [expected]
