from __future__ import annotations

import io
import json
from ipaddress import IPv6Address

from hypothesis import assume, given
from hypothesis import strategies as st

from pactwatch.intake import IntakeOptions, take_in
from pactwatch.intake.addresses import is_public
from pactwatch.intake.codes import printable
from pactwatch.intake.dates import iso_day
from pactwatch.intake.markup import plain_of

UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"), max_size=400)
ANYTHING = st.text(st.characters(), max_size=200)


def take(body: bytes):
    return list(take_in(["-"], IntakeOptions(stdin=io.BytesIO(body))))


@given(PRINTED, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_plain_text_keeps_every_code_point(text, encoding):
    text = f"News. {text}"
    (taken,) = take(text.encode(encoding))
    assert taken.document.text == text


@given(st.lists(UNICODE.filter(lambda text: text.strip()), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_rows_keep_every_code_point(texts, escaped, by_line):
    rows = [{"text": text} for text in texts]
    joined = "\n".join(json.dumps(row, ensure_ascii=escaped) for row in rows) if by_line else json.dumps(rows, ensure_ascii=escaped)
    assert [taken.document.text for taken in take(joined.encode())] == texts


@given(st.binary(max_size=600))
def test_any_bytes_end_in_documents_or_errors_that_can_be_printed(body):
    for taken in take(body):
        assert (taken.document is None) != (taken.error is None)
        if taken.error is not None:
            assert taken.error.code.startswith("PW2")
            assert taken.error.code != "PW299"
            assert str(taken.error).isprintable()
        else:
            taken.document.text.encode()


STARTS = st.sampled_from(["<html><body>", "<rss><channel>", "%PDF-1.4\n", '[{"text":"', "\x1f\x8b\x08\x00", '{"text":"a"}\n{'])


@given(STARTS, st.binary(max_size=400))
def test_any_bytes_after_a_known_start_end_in_documents_or_errors(start, rest):
    found = take(start.encode("latin-1") + rest)
    assert found
    assert all(taken.error is None or taken.error.code not in {"PW299", "PW200"} for taken in found)


@given(ANYTHING)
def test_what_is_printable_fits_a_terminal_and_is_left_alone(text):
    shown = printable(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_judged_alike_in_its_ipv6_clothes(number):
    plain = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    high, low = number >> 16, number & 0xFFFF
    assert is_public(plain) == is_public(f"::ffff:{high:x}:{low:x}") == is_public(f"64:ff9b::{high:x}:{low:x}")


@given(st.integers(0, 2**118 - 1))
def test_no_site_local_address_is_public(number):
    assert not is_public(str(IPv6Address(0xFEC << 116 | number & (2**118 - 1))))


@given(st.dates())
def test_a_day_is_read_in_all_forms_that_name_it_beyond_doubt(day):
    assume(day.year >= 1000)
    forms = [day.isoformat(), f"{day.isoformat()}T23:59:59-11:00", f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%a, %d %b %Y 08:00:00 GMT}"]
    forms += [f"{day:{form}}" for form in ("%a, %d %b %Y", "%a %d %b %Y", "%A, %B %d, %Y", "%A %d %B %Y", "%a %b %d %Y", "%a., %d %B %Y")]
    assert {iso_day(form) for form in forms} == {day.isoformat()}


@given(ANYTHING)
def test_markup_of_any_kind_gives_text_that_can_be_written(text):
    plain_of(f"<p>{text}</p>").encode()
