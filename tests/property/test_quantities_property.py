from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.model import Block
from pactwatch.reading.number_ranges import join_ranges
from pactwatch.reading.numbers import find_numbers, fold
from pactwatch.reading.parse import parse
from pactwatch.reading.quantities import find_quantities

UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen",    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(value, joint=" "):
    """Spell a number below a billion in English words."""
    if value >= 1_000_000:
        head, rest, word = value // 1_000_000, value % 1_000_000, "million"
    elif value >= 1000:
        head, rest, word = value // 1000, value % 1000, "thousand"
    elif value >= 100:
        head, rest, word = value // 100, value % 100, "hundred"
    elif value >= 20:
        return TENS[value // 10] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    else:
        return UNITS[value]
    return f"{spell(head)} {word}" + (joint + spell(rest) if rest else "")


STYLES = [
    str, lambda n: f"{n:,}", lambda n: f"{n:,}".replace(",", " "), lambda n: f"{n:,}".replace(",", "\u202f"),
    lambda n: f"{n:,}".replace(",", "\u00a0"), spell, lambda n: spell(n).upper(), lambda n: spell(n).title(),
    lambda n: spell(n, " and ") if n < 1000 else spell(n),
]


@given(st.integers(min_value=2, max_value=999_999_999), st.sampled_from(STYLES))
def test_a_number_written_in_any_style_reads_back(value, style):
    text = f"They sent {style(value)} crates"
    (number,) = find_numbers(fold(text))
    assert (number.low, number.high) == (value, value)
    assert text[number.start : number.end] == style(value)


@given(st.integers(min_value=1, max_value=999), st.sampled_from([("thousand", 1e3), ("million", 1e6), ("bn", 1e9)]),
       st.integers(min_value=0, max_value=9))
def test_a_scaled_decimal_reads_back(whole, scale, tenth):
    word, factor = scale
    (number,) = find_numbers(fold(f"worth {whole}.{tenth} {word} in all"))
    assert abs(number.low - (whole + tenth / 10) * factor) < 1e-6 * factor


@given(st.integers(min_value=1000, max_value=10**6), st.integers(min_value=1, max_value=10**6),
       st.sampled_from(["{} to {}", "{}-{}", "between {} and {}", "{}–{}"]))
def test_a_range_reads_back(low, more, form):
    text = f"They sent {form.format(f'{low:,}', f'{low + more:,}')} crates"
    folded = fold(text)
    (number,) = join_ranges(folded, find_numbers(folded))
    assert (number.low, number.high, number.comparator) == (low, low + more, "between")


@given(st.text(max_size=300))
def test_folding_keeps_every_offset_and_numbers_lie_apart_inside(text):
    folded = fold(text)
    assert len(folded) == len(text)
    last = 0
    for number in find_numbers(folded):
        assert last <= number.start < number.end <= len(text)
        last = number.end


PIECES = st.sampled_from([
    "about 3,000 soldiers", "two-thirds of", "$10m", "of whom 300", "another", "twenty-five", "%", "İ", "155mm",
    "10-12,000 men", "half a million", "on 5 May", "dozens more", "🔹",
    "a tanker", "“", "one", "fifth", ",", ".", "\u202f",
    "1 000 of an estimated 11 000", "killed", "per month", "said", "—", "nearly an hour", "\x00", "ﬁ", "the",
])


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map(" ".join)))
def test_mentions_lie_on_their_tokens_and_a_second_reading_is_the_same(text):
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    blocks = [Block(kind="paragraph", start=begin, end=end)] if begin < end else []
    parsed = parse(text, blocks)
    found = find_quantities(parsed)
    assert found == find_quantities(parsed)
    for mention in found:
        sentence = parsed.sentences[mention.sentence]
        assert mention.first <= mention.number <= mention.last < len(sentence)
        assert mention.span == sentence.span(mention.first, mention.last)
        assert text[slice(*mention.span)] == sentence.words(mention.first, mention.last)
        assert mention.low is not None or mention.high is not None
        if mention.low is not None and mention.high is not None:
            assert mention.low <= mention.high
