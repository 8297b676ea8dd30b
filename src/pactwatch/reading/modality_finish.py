"""What is left when the walk is done: phrases before the clause, disowned reports, overtaken plans, scare quotes."""

from __future__ import annotations

from pactwatch.reading.modality_asides import apply_asides
from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_contrary import apply_contrary
from pactwatch.reading.modality_corrections import apply_corrected
from pactwatch.reading.modality_cues import BARE, QUOTES, REAL, Match, cues_of, load_cues
from pactwatch.reading.modality_frames import apply_frames
from pactwatch.reading.modality_state import COPULAR, NOMINAL, VERBAL, Walk


def finish_walk(walk: Walk) -> None:
    """Apply the phrases that stand right before the event's clause, or in a relative clause on it."""
    tokens = walk.sentence.tokens
    inside = walk.sentence.subtree(walk.trigger)
    left = inside[0]
    nominal = tokens[walk.trigger].pos in NOMINAL
    for match in walk.phrases:
        if match.first in walk.used or walk.trigger in match.tokens:
            continue
        before = match.last + 1 in {left, walk.trigger}
        relative = match.top in inside and tokens[match.top].dep == "relcl"
        if walk.state in REAL and _doubts_all(walk, match):
            walk.apply_match(match, False)
            continue
        if walk.state == "denied":
            continue  # what is said twice to have failed is not done
        undone = relative and (match.name == "false" or (nominal and match.name == "fail"))
        wished = before and match.name == "consider" and walk.state in BARE
        if undone or wished or (before and match.name in {"fail", "refuse", "could", "condition", "unreal"}):
            walk.apply_match(match, False)
    if walk.state != "denied":
        apply_corrected(walk)
    if walk.state in {*REAL, "alleged"}:
        _apply_called_false(walk)
    if walk.state in REAL:
        _apply_disowned(walk)
        apply_asides(walk)
    apply_contrary(walk)
    apply_frames(walk)
    if walk.state == "planned":
        _apply_overtaken(walk)
    if walk.state == "denied" and walk.rule == "unreal":
        _apply_moved(walk)
    if walk.event_type == "casualties":
        _apply_played(walk)
    if walk.state in {"noun", *REAL}:
        subject = walk.sentence.child(walk.trigger, "nsubj", "nsubjpass", "dobj")
        if nominal:
            _apply_scare_quotes(walk, walk.trigger)
        elif subject is not None and subject.lemma in load_cues().sets["event_nouns"]:
            _apply_scare_quotes(walk, subject.i)


def _doubts_all(walk: Walk, match: Match) -> bool:
    """Say whether a phrase doubts whatever its sentence tells: "Remarkable if true: the marines trained 300 men"."""
    following = walk.sentence.word_at(match.last + 1)
    return match.name == "hearsay" and walk.sentence.tokens[match.first].lower == "if" and following in {",", ":", ".", ";", ")", "—", "–", ""}


def _apply_scare_quotes(walk: Walk, at: int) -> None:
    """Take a noun in inverted commas that nobody is quoted with as the outlet's own doubt."""
    tokens = walk.sentence.tokens
    left = next((i for i in range(at - 1, max(at - 5, -1), -1) if tokens[i].text in QUOTES), None)
    right = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].text in QUOTES), None)
    if left is None or right is None or tokens[left].tag == "POS":
        return
    speaks = {"report", "announce", "claim", "confirm", "believe", "know", "deny"}
    if not any(speaks & set(cues_of(t, "verbs")) for t in tokens if t.pos == "VERB"):
        walk.rule, walk.state = "scare-quotes", "alleged"
        walk.cues.append((tokens[left].start, tokens[right].end))


def _apply_played(walk: Walk) -> None:
    """Take the dead or wounded in inverted commas, a single word, for those of an exercise or of somebody's say-so."""
    tokens, inside = walk.sentence.tokens, walk.sentence.subtree(walk.trigger)
    for i in inside:
        quoted = 0 < i < len(tokens) - 1 and tokens[i - 1].text in QUOTES and tokens[i + 1].text in QUOTES and tokens[i - 1].tag != "POS"
        if quoted and tokens[i].lemma in load_cues().sets["harmed"] and walk.state in {*BARE, *REAL}:
            walk.rule, walk.state = "scare-quotes", "alleged"
            walk.cues.append((tokens[i - 1].start, tokens[i + 1].end))


def _apply_moved(walk: Walk) -> None:
    """Take what was due on one day and is moved to another for planned: "had been due on 20 July; it was brought forward to 17 July"."""
    for token in walk.sentence.tokens[walk.trigger + 1 :]:
        to = any(t.lower in {"to", "until"} for t in walk.sentence.children(token.i, "prep"))
        forward = token.lemma == "bring" and any(t.lower == "forward" for t in walk.sentence.children(token.i))
        if token.pos in VERBAL and to and (forward or "postpone" in cues_of(token, "verbs")):
            walk.state = "planned"
            walk.note(token, "postpone")
            return


def _apply_overtaken(walk: Walk) -> None:
    """Apply what overtook a plan of the past: "was going to come until ...", "was due in May; it was cancelled"."""
    tokens = walk.sentence.tokens
    if not any(read_clause(walk.sentence, i).tense == "past" for i in walk.path if tokens[i].pos in VERBAL):
        return
    for token in tokens[walk.trigger + 1 :]:
        clause = read_clause(walk.sentence, token.i) if token.pos in VERBAL else None
        if clause is None or clause.tense != "past" or token.i in walk.path:
            continue
        marks = walk.sentence.children(token.i, "mark", "prep")
        if token.dep == "advcl" and token.head in walk.path and any(t.lower in {"until", "till"} for t in marks):
            walk.apply("cancel", token)
            return
        subject = walk.sentence.child(token.i, "nsubj", "nsubjpass")
        back = subject is not None and (subject.lower in {"it", "they", "that", "which", "this"} or any(
            t.lower in {"its", "their"} for t in walk.sentence.children(subject.i, "poss")))
        if back and "cancel" in cues_of(token, "verbs") and clause.negator is None:
            walk.apply("cancel", token)
            return


def _apply_called_false(walk: Walk) -> None:
    """Apply the verdict on claims whose "that" clause the parser ends too late: "Claims that Oslo lent us 50 tanks are baseless"."""
    tokens, stories = walk.sentence.tokens, load_cues().sets["stories"]
    story = next((tokens[i] for i in walk.path if tokens[i].lemma in stories), None)
    if story is None or story.i > walk.trigger:
        return
    for i in walk.sentence.subtree(story.i):
        verb = tokens[i]
        if i <= walk.trigger or verb.lemma not in COPULAR or verb.dep not in {"conj", "parataxis"} or walk.sentence.child(verb.head, "cc"):
            continue
        verdict = walk.sentence.child(i, "acomp", "attr")
        part = "adjectives" if verdict is not None and verdict.pos == "ADJ" else "nouns"
        if verdict is not None and "false" in cues_of(verdict, part) and not walk.sentence.child(i, "neg"):
            walk.force("deny", verdict)
            return


def _apply_disowned(walk: Walk) -> None:
    """Apply a "That is false" said of what another is reported to have said in the same sentence."""
    cues, tokens = load_cues(), walk.sentence.tokens
    for token in tokens:
        subject = walk.sentence.child(token.i, "nsubj")
        if token.lemma != "be" or subject is None or subject.lower not in {"that", "this", "these"}:
            continue
        below = {t.i for t in walk.sentence.children(token.i, "acomp", "attr", "advmod", "neg")}
        false = any("false" in cues.words[p].get(tokens[i].lemma, ()) for i in below for p in ("adjectives", "nouns"))
        phrase = any(m.name == "false" and below & m.tokens for m in walk.phrases)
        if any(t.text == ":" for t in tokens[token.i : walk.trigger]):
            continue  # "This is wrong: the sale was called off"
        if (phrase or (false and not walk.sentence.child(token.i, "neg"))) and token.i not in walk.path:
            walk.weak, walk.shield = False, None
            walk.apply("deny", token)
            return
