"""The sentences of a document as they are compared: stems and names, countries, resolved days, places, who does what to whom."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pactwatch.model import Reading
from pactwatch.origins.certainty import DEPTH, certainty_of
from pactwatch.origins.frames import frames_of
from pactwatch.origins.roles import doers_of, roles_of
from pactwatch.origins.speakers import speakers_of, subjects_of
from pactwatch.origins.types import Figure, Line
from pactwatch.origins.words import common, content, stem
from pactwatch.reading.mentions import ActorMention, PlaceMention, TimeMention
from pactwatch.reading.tree import Parsed, Sentence, Token

ENTITIES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
DETAILED = frozenset({"point", "city", "admin2", "admin1", "sea", "unknown"})
"""Precisions of a place that tell more than its country."""


def lines_of(
    parsed: Parsed, actors: Sequence[ActorMention], places: Sequence[PlaceMention], times: Sequence[TimeMention]
) -> list[Line]:
    """Return one line a sentence, in the order of the text."""
    return [
        _line(
            sentence,
            [a for a in actors if a.sentence == sentence.index],
            [p for p in places if p.sentence == sentence.index],
            [t for t in times if t.sentence == sentence.index],
        )
        for sentence in parsed.sentences
    ]


def with_numbers(lines: Sequence[Line], figures: Sequence[Figure]) -> list[Line]:
    """Return the lines with the values of their figures, as words to compare by ("=6057")."""
    found: dict[int, set[str]] = {}
    for figure in figures:
        for value in (figure.low, figure.high):
            if value is not None and value >= 3 and not figure.vague:
                found.setdefault(figure.line, set()).add(f"={value:g}")
    return [replace(line, numbers=tuple(sorted(found.get(n, ())))) for n, line in enumerate(lines)]


def with_statements(lines: Sequence[Line], reading: Reading) -> list[Line]:
    """Return the lines with what somebody there does not confirm counted as open, what somebody denies as denied."""
    out = list(lines)
    for statement in reading.statements:
        if statement.stance not in ("does_not_confirm", "doubts", "denies") or statement.cue is None:
            continue
        for n, line in enumerate(out):
            if line.span[0] <= statement.cue[0] < line.span[1]:
                told = {word for a, b in statement.content for word in content(reading.document.text[a:b])} & set(line.words)
                if statement.stance == "denies":
                    out[n] = replace(line, denied=tuple(sorted({*line.denied, *told})))
                else:
                    out[n] = replace(line, hedged=tuple(sorted({*line.hedged, *(told or line.words)})), root="open")
    return out


def title_words(title: str | None) -> tuple[str, ...]:
    """Return the stems of a title."""
    return tuple(sorted(set(content(title or ""))))


def _line(
    sentence: Sentence, actors: list[ActorMention], places: list[PlaceMention], times: list[TimeMention]
) -> Line:
    relays = {i for a in actors if a.kind in ("media", "agency") for i in range(a.first, a.last + 1)}
    dated = {i for t in times for i in range(t.first, t.last + 1)}
    words, names = set[str](), set[str]()
    hedged, denied = set[str](), set[str]()
    for token in sentence.tokens:
        if token.i in relays or token.i in dated or not token.text[0].isalpha():
            continue
        found = stem(token.text)
        if len(found) < 2 or found in common():
            continue
        if _is_name(token):
            names.add(found)
        elif token.pos in ("NOUN", "VERB", "ADJ", "PROPN", "ADV", "X"):
            words.add(found)
        if token.pos in ("NOUN", "VERB", "ADJ"):
            certainty = certainty_of(sentence, token.i)
            if certainty in ("open", "planned"):
                hedged.add(found)
            elif certainty == "denied" and not _is_condition(sentence, token) and not _is_silent(sentence, token):
                denied.add(found)
    countries = {a.country for a in actors if a.country and a.kind != "media"} | {p.country for p in places if p.country}
    return Line(
        span=(sentence.start, sentence.end),
        words=tuple(sorted(words)),
        names=tuple(sorted(names)),
        countries=tuple(sorted(countries)),
        days=tuple(sorted({day for t in times for day in _days(t)})),
        places=tuple(sorted({_place_key(p.name) + f":{p.country or ''}" for p in places if p.precision in DETAILED and p.country})),
        roles=tuple(sorted(roles_of(sentence, actors))),
        doers=tuple(sorted(doers_of(sentence, actors))),
        frames=tuple(sorted(frames_of(sentence, actors, places))),
        speakers=speakers_of(sentence),
        subjects=subjects_of(sentence),
        hedged=tuple(sorted(hedged)),
        denied=tuple(sorted(denied)),
        root=certainty_of(sentence, _told(sentence).i),
        told=_deed(_told(sentence)),
    )


def _is_condition(sentence: Sentence, token: Token) -> bool:
    """Say whether a word stands in a clause of condition, where "not" denies nothing: "if the number does not fall"."""
    at = token
    for _ in range(DEPTH):
        if at.dep == "advcl" and any(c.lower in CONDITIONS for c in sentence.children(at.i, "mark", "advmod")):
            return True
        if at.head == at.i:
            return False
        at = sentence.tokens[at.head]
    return False


def _is_silent(sentence: Sentence, token: Token) -> bool:
    """Say whether a word is who says nothing: of the one that "did not answer" nothing is denied."""
    verb = sentence.tokens[token.head]
    return verb.lemma in SAYING and token.dep == "nsubj" and any(c.dep == "neg" for c in sentence.children(verb.i))


def _place_key(name: str) -> str:
    """Return what a place is compared by: the first word of its own name ("port of Nampo" is Nampo)."""
    own = name.rpartition(" of ")[2].split() or name.split()
    return stem(own[0])


def _told(sentence: Sentence) -> Token:
    """Return the verb of what a sentence tells: the root, or what its speaker says."""
    at = sentence.root
    for _ in range(3):
        below = next((c for c in _below(sentence, at) if c.pos in ("VERB", "AUX")), None)
        if below is None or at.lemma in CERTAIN:
            return at
        at = below
    return at


def _deed(verb: Token) -> str:
    word = stem(verb.text)
    return word if verb.pos == "VERB" and word not in common() else ""


def _below(sentence: Sentence, at: Token) -> list[Token]:
    """Return the verbs that a verb of saying or of hedging holds."""
    if at.lemma in RAISING:
        return sentence.children(at.i, "xcomp")
    if at.lemma in SUSPECTED and sentence.child(at.i, "auxpass") is not None:
        held = [k for c in sentence.children(at.i, "prep") for k in sentence.children(c.i, "pcomp")]
        return [*sentence.children(at.i, "xcomp"), *held]
    return sentence.children(at.i, "ccomp", "parataxis")


SAYING = frozenset({"answer", "comment", "disclose", "give", "name", "react", "reply", "respond", "reveal", "say", "speak", "specify", "tell"})
CONDITIONS = frozenset({"if", "unless", "until", "whether", "provided", "should"})
RAISING = frozenset({"appear", "seem"})
"""Verbs that only hedge the one below them: "appears to have unloaded"."""
SUSPECTED = frozenset({"suspect", "accuse", "believe", "think", "rumour", "rumor", "allege"})
"""Verbs whose passive does so: "are suspected of having cut"."""
CERTAIN = frozenset({"deny", "reject"})
"""Verbs whose own certainty is that of what they hold."""


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and (token.ent in ENTITIES or token.pos == "PROPN")


def _days(time: TimeMention) -> list[str]:
    if time.precision != "day":
        return []
    return [day for day in {time.start, time.end} if day]
