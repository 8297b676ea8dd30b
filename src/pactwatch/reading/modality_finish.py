"""What is left when the walk is done: phrases before the clause, disowned reports, overtaken plans, scare quotes."""

from __future__ import annotations

from pactwatch.reading.modality_asides import apply_asides
from pactwatch.reading.modality_clause import read_clause
from pactwatch.reading.modality_contrary import apply_contrary
from pactwatch.reading.modality_cues import BARE, QUOTES, REAL, Match, cues_of, load_cues
from pactwatch.reading.modality_frames import apply_frames
from pactwatch.reading.modality_state import COPULAR, NOMINAL, VERBAL, Walk
from pactwatch.reading.tree import Token


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
        _apply_corrected(walk)
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


WITHDRAWN = frozenset({"version", "post", "article", "headline", "report", "story", "dispatch", "bulletin", "edition", "item", "caption",
                       "tweet", "alert", "update", "statement", "figure"})
FORMER = frozenset({"earlier", "previous", "original", "initial", "prior", "first", "former"})
WRONGLY = frozenset({"incorrectly", "wrongly", "mistakenly", "erroneously", "inaccurately"})
CORRECTING = ("correct", "clarif", "erratum", "corrig")


def _apply_corrected(walk: Walk) -> None:
    """Take as withdrawn what an outlet corrects: "Correction: an earlier post said that ...", "... wrongly said that ..."."""
    label = walk.label()
    opening = label[0] if label else next((t.lower for t in walk.sentence.tokens if t.pos != "PUNCT"), "")
    revised = _revised(walk) or _is_too_much(walk) or _removed(walk) or _superseded(walk)
    if revised is not None:
        walk.weak, walk.shield = False, None
        walk.force("retract", revised)
        return
    before = (t.i for t in walk.sentence.tokens[: walk.trigger] if t.pos in VERBAL)  # where a semicolon leads the parser astray
    if _stands(walk, opening):
        return
    for i in dict.fromkeys((*walk.path[1:], *before)):
        verb = walk.sentence.tokens[i]
        if _is_parted(walk, i):
            continue  # "..., said it had 500; the figure was 50"
        ours = i in walk.path and verb.dep != "advcl" and "report" in cues_of(verb, "verbs") and opening.startswith(CORRECTING)
        if ours and any(_is_ourselves(walk, t) for t in _subjects(walk, i)):
            walk.weak, walk.shield = False, None
            walk.force("retract", verb)
            return
        subject = next((t for t in _subjects(walk, i) if t.lemma in WITHDRAWN), None)
        if subject is None or not ("report" in cues_of(verb, "verbs") or verb.lemma in load_cues().sets["giving_figures"]):
            continue
        former = any(t.lower in FORMER for t in walk.sentence.children(subject.i, "amod"))
        wrongly = any(t.lower in WRONGLY for t in walk.sentence.children(i, "advmod"))
        own = subject.lemma == "version" and any(t.lower == "this" for t in walk.sentence.tokens[subject.i : i])
        untrue = any(t.dep == "acomp" and "false" in cues_of(t, "adjectives") and t.i > walk.trigger and _is_said_of(walk, t, subject)
                     for t in walk.sentence.tokens)
        if wrongly or (former and (own or untrue or opening.startswith(CORRECTING))):
            walk.weak, walk.shield = False, None
            walk.force("retract", verb)
            return


def _stands(walk: Walk, opening: str) -> bool:
    """Say whether the event is what a correction puts in the place of what was wrong ("...; it sent six"), and note it."""
    subject = walk.sentence.child(walk.trigger, "nsubj", "nsubjpass")
    parted = subject is not None and any(t.text in PARTING for t in walk.sentence.tokens[max(0, subject.i - 2) : subject.i])
    if walk.state in REAL and walk.rule == "tense" and parted and opening.startswith(CORRECTING):
        walk.rule = "stands"
    return walk.rule == "stands"


PARTING = frozenset({";", "—", "–"})
def _is_said_of(walk: Walk, adjective: Token, subject: Token) -> bool:
    """Say whether a predicate is of `subject`, or of nobody else: the parser may lose it."""
    own = walk.sentence.child(adjective.head, "nsubj", "nsubjpass")
    return own is None or own.i == subject.i


def _is_ourselves(walk: Walk, subject: Token) -> bool:
    """Say whether a subject is the outlet itself: "we wrote", "this agency reported"."""
    return subject.lower == "we" or (
        subject.lemma in load_cues().sets["outlets"] and any(t.lower in {"this", "our"} for t in walk.sentence.children(subject.i, "det", "poss")))


def _is_too_much(walk: Walk) -> Token | None:
    """Return the word by which a figure of one's own is called wrong: "our October figure (620,000) was too high", or None."""
    words = load_cues().sets
    for verb in walk.sentence.tokens:
        subject, off = walk.sentence.child(verb.i, "nsubj"), walk.sentence.child(verb.i, "acomp")
        if verb.tag != "VBD" or verb.lemma != "be" or subject is None or off is None or subject.lemma not in words["counts"]:
            continue
        own = any(t.lower in {"our", *FORMER} for t in walk.sentence.children(subject.i, "poss", "amod"))
        too = [t.lower for t in walk.sentence.children(off.i)] == ["too"] and off.lower in {"high", "low", "large", "small"}
        if own and too and walk.trigger in {verb.i, *walk.sentence.subtree(subject.i)}:
            return off
    return None


def _removed(walk: Walk) -> Token | None:
    """Return the verb by which a passage that says something is removed ("a sentence stating that ... has been removed"), or None."""
    words = load_cues().sets
    for i in walk.path[1:]:
        noun = walk.sentence.tokens[i]
        over = walk.sentence.tokens[noun.head]
        said = any("report" in cues_of(t, "verbs") for t in walk.sentence.children(i, "acl", "relcl") if t.i in walk.path)
        origin = [walk.sentence.child(t.i, "pobj") for t in walk.sentence.children(over.i, "prep", "agent") if t.lower in {"from", "by"}]
        elsewhere = any(t is not None and t.lemma not in words["outlets"] for t in origin)  # "from the draft"
        removed = noun.dep in {"nsubjpass", "dobj"} and over.lemma in words["removing"] and not elsewhere
        if said and removed and noun.lemma in words["passages"]:
            return over
    return None


def _superseded(walk: Walk) -> Token | None:
    """Return the verb that revises the earlier statement which tells the event ("revising an earlier statement that spoke of 17"), or None."""
    for i in walk.path[1:]:
        noun = walk.sentence.tokens[i]
        over = walk.sentence.tokens[noun.head]
        former = any(t.lower in FORMER for t in walk.sentence.children(i, "amod"))
        instead = any(t.pos == "NUM" and t.i not in walk.sentence.subtree(noun.i) for t in walk.sentence.tokens)
        undone = over.lemma in {"retract", "withdraw"} or (over.lemma in {"correct", "revise"} and instead)
        if former and undone and noun.lemma in WITHDRAWN and noun.dep in {"dobj", "nsubjpass"}:
            return over
    return None


def _is_parted(walk: Walk, i: int) -> bool:
    """Say whether a semicolon or dash stands between token `i` and the trigger."""
    return any(t.text in PARTING for t in walk.sentence.tokens[min(i, walk.trigger) : max(i, walk.trigger)])


def _subjects(walk: Walk, i: int) -> list[Token]:
    """Return the subject of a verb, and what stands beside it: "Clarification: an earlier version said"."""
    subjects = walk.sentence.children(i, "nsubj")
    if walk.sentence.tokens[i].dep == "relcl" and any(t.tag in {"WDT", "WP"} for t in subjects):
        subjects = [walk.sentence.tokens[walk.sentence.tokens[i].head]]  # "a bulletin that said"
    return [*subjects, *(kid for one in subjects for kid in walk.sentence.children(one.i, "appos"))]


def _revised(walk: Walk) -> Token | None:
    """Return the verb by which a figure that was given at first is later put otherwise ("first said 50, but later revised it to 34"), or None."""
    words, tokens = load_cues().sets, walk.sentence.tokens
    first = next((t for i in walk.path for t in walk.sentence.children(i, "advmod") if t.lower in words["at_first"]), None)
    if first is None or not any(t.pos == "NUM" for t in walk.sentence.tokens[first.i :]):
        return None
    for token in tokens[max(first.i, walk.trigger) + 1 :]:
        now = any(t.lower == "now" for t in walk.sentence.children(token.i, "advmod"))
        apart = token.i not in walk.path or _is_parted(walk, token.i)
        if token.pos in VERBAL and apart and (token.lemma in words["revising"] or (now and "report" in cues_of(token, "verbs"))):
            return token
    return None


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
