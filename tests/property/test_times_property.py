from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.model import Block
from pactwatch.reading.parse import parse
from pactwatch.reading.time_grammar import find_atoms
from pactwatch.reading.time_intervals import Interval, Point, at, between, point_of
from pactwatch.reading.time_relative import Setting
from pactwatch.reading.time_resolve import resolve, resolve_iso
from pactwatch.reading.times import find_times

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
STYLES = ["%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b. %d, %Y"]


@given(DAYS, st.sampled_from(STYLES))
def test_a_day_written_in_any_style_resolves_to_itself(day, style):
    text = day.strftime(style).replace("May.", "May")
    (atom,) = find_atoms(text.lower(), text)
    interval = resolve(atom, Setting(None))
    assert interval is not None
    assert interval.edtf == day.isoformat()


@given(DAYS)
def test_an_iso_day_resolves_to_itself(day):
    assert resolve_iso(day.isoformat()) == at(point_of(day))


@given(DAYS, DAYS, st.sampled_from(["past", "future"]))
def test_a_yearless_day_falls_on_the_side_that_the_tense_says(day, published, tense):
    text = day.strftime("on %d %B")
    (atom,) = find_atoms(text.lower(), text)
    interval = resolve(atom, Setting(published, tense))
    assert interval is not None
    found = date.fromisoformat(interval.edtf)
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= published if tense == "past" else found >= published


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_within_the_week_that_ends_on_the_day_of_publication(published, number):
    name = (date(2024, 1, 1) + timedelta(days=number)).strftime("%A")
    (atom,) = find_atoms(name.lower(), name)
    interval = resolve(atom, Setting(published))
    assert interval is not None
    found = date.fromisoformat(interval.edtf)
    assert found.strftime("%A") == name
    assert 0 <= (published - found).days < 7


SIZES = st.integers(min_value=1, max_value=3)
POINTS = st.builds(lambda day, size: Point(*(day.year, day.month, day.day)[:size]), DAYS, SIZES)


@given(POINTS, POINTS)
def test_an_interval_never_says_less_than_its_points(begin, end):
    interval = between(begin, end)
    assert interval.sound == (begin.first <= end.last)
    assert interval.start_day == begin.first.isoformat()
    assert interval.end_day == end.last.isoformat()
    assert Interval(begin, None, "range").edtf == f"{begin.edtf}/.."


PIECES = st.sampled_from([
    "on Tuesday", "last week", "in November last year", "since March", "by the end of", "June", "from", "to", "10 May",
    "2018", "two days later", "the previous day", "in the past six months", "eight days after", "will", "had", "left",
    "between", "and", "26 to 30 January", "the 1990s", "this summer", "in the first half of 2024", "until next year",
    "three years ago", "that weekend", "2020–24", "New Year's Eve", ",", ".", "İ", "“", "31 February", "ships",
    "99 decades ago", "in 999 years", "a few weeks ago", "the five years before", "mid-2023", "Q4 2024", "yesterday",
])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(PIECES, max_size=14).map(" ".join)), st.one_of(st.none(), st.dates()))
def test_mentions_lie_on_their_tokens_and_never_end_before_they_begin(text, day):
    published = day.isoformat() if day else None
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    parsed = parse(text, [Block(kind="paragraph", start=begin, end=end)] if begin < end else [])
    found = find_times(parsed, published)
    assert found == find_times(parsed, published)
    for mention in found:
        sentence = parsed.sentences[mention.sentence]
        assert mention.first <= mention.head <= mention.last < len(sentence)
        assert mention.span == sentence.span(mention.first, mention.last)
        assert text[slice(*mention.span)] == sentence.words(mention.first, mention.last)
        assert mention.start is None or mention.end is None or mention.start <= mention.end
        assert (mention.edtf == "") == (mention.precision == "relative")
