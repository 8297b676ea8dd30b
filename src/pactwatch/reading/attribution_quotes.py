"""Quotations and cues brought together.

1. a content that holds one end of a quotation takes the whole of it, over sentences and paragraphs;
2. a quotation that follows a quoted statement in the same paragraph belongs to it;
3. a free-standing quotation goes to the speaker of the sentence before, or after;
4. each quoted part of an attribution's content is also given on its own, as its speaker's very words.
"""

from __future__ import annotations

from bisect import bisect_left

from pactwatch.model import Span
from pactwatch.reading.attribution_spans import Draft
from pactwatch.reading.quotes import Quote, quote_at
from pactwatch.reading.tree import Parsed, Sentence

MARKS = "\"'“”„«»‘’`"
WORDS_FREE = 4
"""Words below which a free-standing quotation is a title or a scare quote rather than somebody's speech."""
NOT_SPEECH = (
    "attr.adverb",
    "attr.belief",
    "attr.intention",
    "attr.attitude",
    "attr.finding",
    "attr.noun",
    "attr.relay",
    "attr.quote.part",
)


def attach_quotes(parsed: Parsed, drafts: list[Draft], quotes: list[Quote]) -> None:
    """Widen the contents of `drafts` over the quotations that they hold an end of, and mark the direct ones."""
    starts = [q.start for q in quotes]
    for d in drafts:
        s = parsed.sentences[d.sentence]
        cue = s.tokens[d.cue_token].start
        around = quote_at(quotes, starts, cue)
        spans: list[Span] = []
        for start, end in d.spans:
            a, b = start, end
            first = quote_at(quotes, starts, start)
            last = quote_at(quotes, starts, max(start, end - 1))
            if first is not None and first != around and not quotes[first].start <= cue < quotes[first].end:
                a = min(a, quotes[first].start)
                b = max(b, quotes[first].end) if end >= quotes[first].end or _within(quotes[first], end) else b
            if last is not None and last != around:
                b = max(b, quotes[last].end)
                a = min(a, quotes[last].start) if first == last else a
            spans.append((a, b) if not _swallows(d, s, a, b) else (start, end))
            spans += _followers(quotes, last if last is not None else first, around)
        d.spans = _merged(spans)
        d.direct = bool(d.spans) and not d.rule.startswith("attr.relay") and _is_direct(parsed.text, d.spans)


def _within(q: Quote, end: int) -> bool:
    return end <= q.end


def _swallows(d: Draft, s: Sentence, a: int, b: int) -> bool:
    """Say whether the widened span would take in the cue itself."""
    cue = s.tokens[d.cue_token].start
    return a <= cue < b


def _followers(quotes: list[Quote], last: int | None, around: int | None) -> list[Span]:
    """Return the paragraphs that the quotation goes on through."""
    found: list[Span] = []
    if last is None or last == around:
        return found
    while last + 1 < len(quotes) and quotes[last + 1].follows == last:
        last += 1
        found.append((quotes[last].start, quotes[last].end))
    return found


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _is_direct(text: str, spans: list[Span]) -> bool:
    start, end = spans[0][0], spans[-1][1]
    return (
        text[start] in MARKS
        and text[end - 1] in MARKS + ",.?!"
        and any(m in text[max(start, end - 2) : end] for m in MARKS)
    )


def free_quotes(parsed: Parsed, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """Give each quotation that no content holds to the speaker beside it; return the attributions this makes."""
    sentences = parsed.sentences
    begins = [s.start for s in sentences]
    covered = sorted((a, b, sentences[d.sentence].tokens[d.cue_token].start) for d in drafts for a, b in d.spans)
    by_sentence: dict[int, list[Draft]] = {}
    for d in drafts:
        by_sentence.setdefault(d.sentence, []).append(d)
    made: list[Draft] = []
    for q in quotes:
        words = parsed.text[q.inner[0] : q.inner[1]]
        if _covered(covered, q) or (len(words.split()) < WORDS_FREE and not words.endswith((".", "!", "?"))):
            continue
        earlier = _holding(quotes[q.follows], [*drafts, *made]) if q.follows is not None else None
        if earlier is not None:
            earlier.spans.append((q.start, q.end))
            continue
        n = bisect_left(begins, q.start)
        held = _mid_sentence(parsed.text, sentences, by_sentence, n, q)
        if held is not None:
            made.append(_free(held, held.sentence, q))
            covered.append((q.start, q.end, -1))
            continue
        if n >= len(sentences) or sentences[n].start != q.start:
            inside = _starts_inside(sentences, n, q)
            if inside is None:
                continue
            n = inside
        last = bisect_left(begins, q.end) - 1
        draft = _given(sentences, by_sentence, n, last, q)
        if draft is not None:
            made.append(draft)
            by_sentence.setdefault(n, []).append(draft)
            covered.append((q.start, q.end, -1))
            covered.sort()
    return made


def _holding(q: Quote, drafts: list[Draft]) -> Draft | None:
    """Return the attribution that has the quotation for one of its spans."""
    return next((d for d in drafts if (q.start, q.end) in d.spans), None)


def _mid_sentence(
    text: str, sentences: list[Sentence], by_sentence: dict[int, list[Draft]], n: int, q: Quote
) -> Draft | None:
    """Return the speech before a quotation that begins anew after a full stop which the parser has missed."""
    if not n or (n < len(sentences) and sentences[n].start == q.start) or sentences[n - 1].end <= q.start + 1:
        return None
    if text[: q.start].rstrip()[-1:] not in (".", "!", "?") or not text[q.inner[0] : q.inner[0] + 1].isupper():
        return None
    before = [d for d in by_sentence.get(n - 1, ()) if sentences[n - 1].tokens[d.cue_token].start < q.start]
    return _speaking(before)


def _starts_inside(sentences: list[Sentence], n: int, q: Quote) -> int | None:
    """Return the sentence that the quotation opens, if the parser put the mark at the end of the one before."""
    if n and sentences[n - 1].tokens[-1].start == q.start and n < len(sentences):
        return n
    return None


def _covered(covered: list[tuple[int, int, int]], q: Quote) -> bool:
    """Say whether a content holds the quotation, by a cue that is not itself quoted there."""
    need = (q.end - q.start) / 2
    return any(min(b, q.end) - max(a, q.start) >= need and not q.start <= cue < q.end for a, b, cue in covered)


def _given(
    sentences: list[Sentence], by_sentence: dict[int, list[Draft]], first: int, last: int, q: Quote
) -> Draft | None:
    """Return the free quotation as a draft with the nearest speaker, or None if nobody is near."""
    block = sentences[first].block_index
    previous = _speaking(by_sentence.get(first - 1, ())) if first else None
    if previous is not None and sentences[first - 1].block_index == block:
        if previous.direct and previous.spans[-1][1] <= q.start:
            previous.spans.append((q.start, q.end))
            return None
        return _free(previous, first, q)
    after = _speaking(by_sentence.get(last + 1, ()))
    if after is not None and last + 1 < len(sentences) and sentences[last + 1].block_index == block:
        return _free(after, first, q)
    if previous is not None and first and block - sentences[first - 1].block_index == 1:
        return _free(previous, first, q)
    return None


def _free(model: Draft, sentence: int, q: Quote) -> Draft:
    """Return a draft over the quotation with the speaker of `model`."""
    within = model.source_sentence if model.source_sentence is not None else model.sentence
    return Draft(
        sentence,
        (0, 0),
        0,
        model.source,
        [],
        "asserts",
        "attr.quote.free",
        [(q.start, q.end)],
        source_sentence=within,
        direct=True,
    )


def _speaking(drafts: list[Draft] | tuple[()]) -> Draft | None:
    """Return the last speech among the drafts of a sentence that has a speaker."""
    speech = [d for d in drafts if d.source is not None and not d.rule.startswith(NOT_SPEECH)]
    return max(speech, key=lambda d: (d.direct, sum(b - a for a, b in d.spans), -d.cue_token)) if speech else None


def quoted_parts(parsed: Parsed, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """Return each quoted part of a mixed content as a draft of its own, of the innermost attribution around it."""
    starts = [q.start for q in quotes]
    parts: list[Draft] = []
    taken: set[int] = set()
    passing = {id(d.carrier) for d in drafts if d.carrier is not None}
    for d in sorted(drafts, key=lambda d: (sum(b - a for a, b in d.spans), id(d) in passing)):
        if d.like is not None or d.source is None:
            continue
        cue = parsed.sentences[d.sentence].tokens[d.cue_token].start
        for a, b in d.spans:
            n = bisect_left(starts, a)
            while n < len(quotes) and quotes[n].start < b:
                q = quotes[n]
                if n not in taken and q.end <= b + 1 and not q.start <= cue < q.end:
                    taken.add(n)
                    if not (d.direct and d.spans == [(q.start, q.end)]):
                        parts.append(
                            Draft(
                                d.sentence,
                                d.cue,
                                d.cue_token,
                                d.source,
                                [],
                                d.stance,
                                "attr.quote.part",
                                [(q.start, q.end)],
                                carrier=d,
                                source_sentence=d.source_sentence,
                                direct=True,
                            )
                        )
                n += 1
    for d in drafts:
        if d.direct and len(d.spans) > 1:
            d.direct = False
    return sorted(parts, key=lambda d: d.spans)
