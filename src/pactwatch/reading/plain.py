"""What bears on how far the encoder may turn a reading: events told plainly, and words that deny at all.

The encoder has learnt denial from texts in which much is denied, and hears it where a sentence before denies something else.
"""

from __future__ import annotations

import re

from pactwatch.reading.event_checks import turns_out
from pactwatch.reading.events import GUESSED, HOLLOW, Event
from pactwatch.reading.lexicon import verb_classes
from pactwatch.reading.mentions import Certainty
from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_cues import REAL, cues_of, find_phrases, load_cues
from pactwatch.reading.modality_state import COPULAR, VERBAL
from pactwatch.reading.tree import Sentence, Token

UNDOING = frozenset({"deny", "false", "refuse", "fail", "prevent", "cancel", "stop", "negation", "unreal", "ban", "decline", "doubt", "retract"})
RELATING = frozenset({"report", "confirm", "know", "observe", "announce"})
TELLING = frozenset({"send", "train", "build", "recruit", "meet", "strike", "kill", "wound"})
"""Classes of verbs that tell an event by themselves where no rule knows their object."""
COUNTING = frozenset({"put", "estimate", "count", "tally", "total"})
"""Verbs by which somebody gives a figure, which denies nothing."""
MANAGED = frozenset({"manage", "begin", "start", "continue", "proceed"})
"""Verbs whose infinitive is done where they are."""
UNDOING_IN_PHRASES = frozenset({"strike", "bust", "hold", "head"})
"""Verbs that undo something only in a phrase ("struck from the agenda") and mostly tell of something else."""
NOUNS_LIKE_UNDOING = frozenset({"block", "bar", "drop", "suspect", "stall"})
"""Nouns that look like verbs of undoing: "an apartment block", "a bar"."""
OWNING = frozenset({"acknowledge", "admit", "concede", "confirm"})
"""Verbs by which somebody owns that something is so."""
QUESTIONED = frozenset({"why", "how", "where", "when"})
PARTING = frozenset({":", ";"})
_LEFT_OPEN = re.compile(
    r"\b(?:not|n't|cannot|never|unable to|refus\w+ to|declin\w+ to) (?:\w+ ){0,2}?(?:rul(?:e|ed|ing) (?:\w+ ){0,3}?out|exclud(?:e|ed|ing))\b"
)
"""Words by which something is left open although much in them negates."""
_SILENT = re.compile(
    r"\b(?:(?:mak|made|giv|gave|offer|provid|releas|disclos|publish)\w* (?:no|neither|little|few) (?:\w+ ){0,2}?"
    r"(?:mention|detail|figure|number|date|reason|explanation|timetable|timeline|information|name|particular|word|comment|source)s?"
    r"|no (?:mention|word|details?) (?:of|on|about|how|when|whether|where)"
    r"|without (?:\w+ly )?(?:giv|nam|specify|elaborat|explain|say|mention|disclos|identify|comment|provid|offer|cit)ing"
    r"|without (?:putting (?:an?|any) (?:number|figure|name|date)|going into (?:\w+ )?(?:details?|specifics|particulars|reasons))"
    r"|(?:say|said)(?:s|ing)? nothing(?! (?:of the|else|had|has|was|is|were|would|will|can|could|happen))"
    r"|(?:did|do|does|would|will) (?:not|n't) (?:\w+ly )?(?:say|specify|elaborate|name|explain|mention|address|disclose|identify"
    r"|reveal|detail|comment|respond|reply|answer)(?! no\b))\b"
)
"""Words by which somebody is silent about something, which denies nothing."""
_BOUNDING = re.compile(
    r"\b(?:(?:never|not|no) (?:more|fewer|less|later|earlier|sooner) than|not (?:only|just|merely|until|before)|no (?:doubt|question))\b"
)
"""Words of negation that only set a bound or an emphasis."""


def is_plainly_told(event: Event, read: Certainty) -> bool:
    """Say whether a main clause tells the event in so many words: a finite verb of acting, under nothing but a verb of saying."""
    sentence, head = event.unit.clause.sentence, event.unit.clause.sentence.tokens[event.unit.clause.head]
    if read.modality not in REAL or read.rule != "modality/tense" or head.pos not in VERBAL or head.lemma in COPULAR:
        return False
    if head.tag == "VBG" and head.dep == "advcl" and not sentence.children(head.i, "mark", "aux", "neg"):
        head = sentence.tokens[head.head]  # "..., killing six soldiers"
    clause = read_clause(sentence, head.i)
    if not (clause.tense in {"past", "present"} or _is_past_mistaken(sentence, head, event)):
        return False
    if clause.modal is not None or clause.negator is not None or head.pos not in VERBAL:
        return False
    emphatic = any(t.lemma == "do" for t in sentence.children(head.i, "aux"))
    if event.rule.startswith(GUESSED) and not emphatic:
        acts = head.lemma not in HOLLOW and not TELLING.isdisjoint(verb_classes(head.lemma))
        acts = acts or (head.lemma in COUNTING and event.quantity is not None)  # "puts the dead at 600"
        if not acts or sentence.child(head.i, "prt") or denies_something(sentence):
            return False
    return _is_main(sentence, head)


def is_told_in_passing(event: Event) -> bool:
    """Say whether a relative clause tells an event in the past or the perfect, no modal and no "not" with it: "the tanks that Oslo gave"."""
    sentence, head = event.unit.clause.sentence, event.unit.clause.sentence.tokens[event.unit.clause.head]
    if head.pos not in VERBAL or head.lemma in COPULAR or head.dep != "relcl":
        return False
    clause = read_clause(sentence, head.i)
    return clause.modal is None and clause.negator is None and (clause.tense == "past" or (clause.tense == "present" and clause.perfect))


def _is_past_mistaken(sentence: Sentence, head: Token, event: Event) -> bool:
    """Say whether a participle with a subject and no auxiliary is a past tense ("the line reopened"), where a rule knows the event."""
    known = head.tag == "VBN" and not event.rule.startswith(GUESSED)
    return known and sentence.child(head.i, "nsubj") is not None and sentence.child(head.i, "aux") is None


def is_undoubted(event: Event, read: Certainty) -> bool:
    """Say whether an event is told as done: by the verb above it (somebody managed to, does not doubt that), or as an officer's dismissal."""
    sentence, head = event.unit.clause.sentence, event.unit.clause.sentence.tokens[event.unit.clause.head]
    above = sentence.tokens[head.head]
    clause = read_clause(sentence, above.i)
    beside = above.dep == "advcl" and above.lemma in OWNING  # "..., although it acknowledged that they had met"
    if read.modality in REAL and _dates_another(sentence, head):
        return True
    if read.modality not in REAL or read.rule != "modality/tense" or clause.modal is not None or not (beside or _is_main(sentence, above)):
        return False
    if turns_out(sentence, head):
        return read_clause(sentence, head.i).negator is None
    if head.dep == "xcomp" and head.tag == "VB" and above.lemma in MANAGED:
        return clause.negator is None and clause.tense == "past"
    if head.dep == "ccomp" and above.lemma in OWNING and clause.negator is None and clause.tense in {"past", "present"}:
        own = read_clause(sentence, head.i)
        return own.negator is None and own.modal is None and own.tense == "past"
    return head.dep == "ccomp" and clause.negator is not None and "doubt" in cues_of(above, "verbs") and read_clause(sentence, head.i).tense == "past"


def _dates_another(sentence: Sentence, head: Token) -> bool:
    """Say whether a noun only says when something else was, or was not: "announced nothing during a visit to Moscow"."""
    return head.pos == "NOUN" and head.dep == "pobj" and sentence.tokens[head.head].lower in {"during", "throughout"}


def _is_main(sentence: Sentence, token: Token) -> bool:
    """Say whether a verb heads a main clause, or the content of a verb of saying."""
    while token.head != token.i:
        head = sentence.tokens[token.head]
        if token.dep == "csubj" and _is_why(sentence, token):
            return True
        between = {t.text for t in sentence.tokens[min(token.i, head.i) : max(token.i, head.i)]}
        if ";" in between and token.dep == "ccomp":
            return True
        if token.dep not in {"conj", "ccomp", "parataxis"} or head.pos not in VERBAL:
            return False
        if token.dep != "conj" and between.isdisjoint(PARTING) and not _relates(sentence, head):
            return False
        token = head
    return True


def _relates(sentence: Sentence, verb: Token) -> bool:
    """Say whether a verb of saying is put as a fact; "did not doubt" is one."""
    cues, negated = set(cues_of(verb, "verbs")), read_clause(sentence, verb.i).negator is not None
    return bool(cues & ({"doubt"} if negated else RELATING))


def _is_why(sentence: Sentence, verb: Token) -> bool:
    """Say whether a clause asks why or how what it tells came about ("why they signed is a mystery")."""
    asking = any(t.lower in QUESTIONED and t.dep == "advmod" for t in sentence.children(verb.i))
    return asking and read_clause(sentence, verb.i).tense == "past"


def denies_something(sentence: Sentence, apart: frozenset[int] = frozenset()) -> bool:
    """Say whether a sentence has any word of denying, refusing, failing or negation, but for a "not" that sets things apart.

    What it says is not ruled out is left open, whatever else it negates ("had no evidence of it, but could not rule it out");
    nor does silence deny ("said nothing about payment", "did not say how many"). Tokens `apart` are of no concern.
    """
    line = " ".join(token.lower for token in sentence.tokens)
    if _LEFT_OPEN.search(line):
        return False
    phrases = find_phrases(sentence)
    if any(match.name in UNDOING - {"decline"} and apart.isdisjoint(match.tokens) for match in phrases):
        return True
    silent = set(apart) | {i for match in phrases if match.name == "decline" for i in match.tokens}
    silent |= _tokens_of(_SILENT, line) | _tokens_of(_BOUNDING, line)
    return any(token.i not in silent and _undoes(sentence, token) for token in sentence.tokens)


def told_apart(event: Event) -> frozenset[int]:
    """Return the tokens of the clauses, each with its own subject, that "and" adds: "the line reopened and no one protested"."""
    sentence, head = event.unit.clause.sentence, event.unit.clause.head
    others = (
        verb for verb in sentence.children(head, "conj")
        if verb.pos in VERBAL and (subject := sentence.child(verb.i, "nsubj", "nsubjpass")) is not None and subject.pos != "PRON"
    )
    return frozenset(i for verb in others for i in sentence.subtree(verb.i))


def said_apart(event: Event) -> frozenset[int]:
    """Return the tokens of what the same one says or does before an "and says" that the event stands under: "denies the charge and says that"."""
    sentence, found = event.unit.clause.sentence, set[int]()
    for verb in sentence.ancestors(event.unit.clause.head):
        if verb.dep == "conj" and verb.pos in VERBAL and "report" in cues_of(verb, "verbs"):
            first = sentence.tokens[verb.head]
            top = first.head if first.dep == "ccomp" else first.i  # the parser may put the second inside the first's content
            found |= set(sentence.subtree(top)) - set(sentence.subtree(verb.i))
    return frozenset(found)


def silences(sentence: Sentence) -> set[int]:
    """Return the tokens of a sentence that only say that somebody is silent about something."""
    return _tokens_of(_SILENT, " ".join(token.lower for token in sentence.tokens))


def _tokens_of(words: re.Pattern[str], line: str) -> set[int]:
    """Return the tokens, of those joined by single spaces to `line`, that `words` cover."""
    return {i for found in words.finditer(line) for i in range(line[: found.start()].count(" "), line[: found.end()].count(" ") + 1)}


def _undoes(sentence: Sentence, token: Token) -> bool:
    words, index = load_cues().sets, load_cues().words
    if turns_out(sentence, token):
        return False
    if token.lower in words["negators"] | words["negative_subjects"] | words["near_negatives"] | {"without", "few", "little"}:
        return not (token.lower == "not" and token.i and sentence.tokens[token.i - 1].text in {",", "—", "–", "("})
    if token.dep == "amod" and sentence.tokens[token.head].lemma not in words["event_nouns"]:
        return False  # "an abandoned barracks was shelled"
    if token.lemma in UNDOING_IN_PHRASES or (token.pos in {"NOUN", "PROPN"} and token.tag.startswith("NN") and token.lemma in NOUNS_LIKE_UNDOING):
        return False
    names = (name for part in index.values() for name in (*part.get(token.lemma, ()), *part.get(token.lower, ())))
    return not UNDOING.isdisjoint(names)
