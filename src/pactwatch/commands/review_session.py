"""`pactwatch review` without words: claim after claim, one key for each decision, the evidence marked in its sentences."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass, field

import msgspec
from rich.console import Console
from rich.text import Text

from pactwatch.casefile.context import sentence_around
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.review import standing
from pactwatch.casefile.terminal import badge, claim_lines, marked
from pactwatch.commands.failing import say
from pactwatch.commands.listing import check_type
from pactwatch.commands.printing import console
from pactwatch.commands.review_keys import END, Keys
from pactwatch.commands.review_out import resting_on, tell_resting
from pactwatch.commands.review_words import assignments
from pactwatch.commands.reviewing import opened_for_review
from pactwatch.errors import LedgerError, PactwatchError, UsageError
from pactwatch.model import Review, ReviewStatus, Span
from pactwatch.store import ClaimFilter, ClaimView, Ledger, codes

PAGE = 100
CONTEXT, MORE = 300, 3000
"""Characters of the text around the evidence; with `o`."""
REJECTED, EDITED = "not what the words say", "mended against the words"
DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited", "grade": "graded", "note": "noted", "retract": "retracted", "undo": "undone"}
KEYS = (
    ("a", "accept", "as it stands, edits included"),
    ("r", "reject", "asks why"),
    ("e", "edit", "FIELD=VALUE words, as modality=planned quantity.low=1000; then `a` accepts it as edited"),
    ("g", "grade", "then 1 confirmed ... 5 improbable, 6 cannot be judged; asks why"),
    ("n", "note", "a line of remark"),
    ("t", "retract", "what was accepted; asks why"),
    ("u", "undo", "your last decision of this session, and back to its claim"),
    ("s", "skip", "to the next claim, also → and ↓"),
    ("b", "back", "to the claim before, also ← and ↑"),
    ("o", "open", "more of the text around the evidence"),
    ("?", "keys", "this list"),
    ("q", "quit", "what was decided is kept"),
)


@dataclass(slots=True)
class Session:
    """What a session works with, and what it has done so far."""

    ledger: Ledger
    who: str
    wanted: ClaimFilter
    status: ReviewStatus
    keys: Keys
    out: Console
    claims: list[str] = field(default_factory=list)
    place: int = 0
    total: int = 0
    done: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    context: int = CONTEXT


def run_session(ledger: str, wanted: ClaimFilter, status: ReviewStatus, who: str) -> None:
    """Go through the claims that `wanted` asks for in `status` with the person `who`, until the end, `q` or the end of input."""
    with opened_for_review(ledger) as opened, Keys() as keys:
        session = Session(opened, who, wanted, status, keys, console())
        with opened.view() as view:
            check_type(view, wanted.type)
            every = max(view.review_counts(wanted)[status] - wanted.offset, 0)
            session.total = every if wanted.limit is None else min(every, wanted.limit)
        session.out.print(Text(f"{session.total} {status} claims, signed {one_line(who)}; ? lists the keys", style="dim"))
        try:
            while _claim(session):
                pass
        finally:
            _tell(session)


def _claim(session: Session) -> bool:
    """Show the claim at hand and take keys until it is left; False where the session ends."""
    if not _more(session):
        session.out.print("the end of the queue is reached")
        return False
    session.context = CONTEXT
    while True:
        found, review = _shown(session)
        place = session.place
        while session.place == place:
            key = session.keys.key()
            if key in (END, "q"):
                return False
            try:
                if _take(session, key, found, review):
                    break
            except PactwatchError as error:
                say(f"{error.code} {error}")
                if error.code == codes.CHANGED:
                    break
        if session.place != place:
            return True


def _more(session: Session) -> bool:
    """Fetch further claims where the ones at hand are through; say whether there is one."""
    if session.place < len(session.claims):
        return True
    limit = session.wanted.limit
    size = PAGE if limit is None else min(PAGE, limit - len(session.claims))
    if size <= 0:
        return False
    known = set(session.claims)
    with session.ledger.view() as view:
        # what was left open comes before what was not seen yet
        still = sum(review.status == session.status for review in view.reviews(session.claims).values())
        rows = view.queue(session.wanted, session.status, size, session.wanted.offset + still)
    session.claims += [row.claim.id for row in rows if row.claim.id not in known]
    return session.place < len(session.claims)


def _take(session: Session, key: str, found: ClaimView, review: Review) -> bool:
    """Carry out a key; True where the claim is to be shown again."""
    claim = found.claim.id
    if key == "a":
        _decide(session, review, "accept", "")
        session.place += 1
    elif key == "r":
        _decide(session, review, "reject", session.keys.line(f"why? [{REJECTED}] ") or REJECTED)
        session.place += 1
    elif key == "e":
        given = _edit(session.keys.line("edit, FIELD=VALUE ...: "))
        if given:
            _decide(session, review, "edit", session.keys.line(f"why? [{EDITED}] ") or EDITED, given)
        return bool(given)
    elif key == "g":
        grade = session.keys.key()
        _decide(session, review, "grade", session.keys.line("why? "), {"grade": grade})
        return True
    elif key == "n":
        _decide(session, review, "note", "", {"text": session.keys.line("note: ")})
        return True
    elif key == "t":
        _decide(session, review, "retract", session.keys.line("why? "))
        tell_resting(resting_on(session.ledger, claim))
        session.place += 1
    elif key == "u":
        return _undo(session)
    elif key == "s":
        session.place += 1
    elif key == "b":
        session.place -= session.place > 0
        return session.place == 0
    elif key == "o":
        session.context = MORE
        return True
    elif key == "?":
        for name, word, gloss in KEYS:
            session.out.print(Text.assemble((f"  {name}  ", "bold"), f"{word:8} {gloss}"))
    else:
        say(f"{key!r} is no key here; ? lists them")
    return False


def _edit(line: str) -> dict[str, object]:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"{line}: {error}", code=codes.BAD_EDIT) from error
    return assignments(words)


def _decide(session: Session, review: Review, action: str, why: str, value: dict[str, object] | None = None) -> None:
    made = session.ledger.review(review.claim, action, who=session.who, why=why, value=value, expected=review.version)
    session.done.append((review.claim, made.id))
    session.counts[action] += 1
    session.out.print(Text(f"  {action}: {made.id}", style="dim"))


def _undo(session: Session) -> bool:
    """Undo the session's last decision and go to its claim; True where that is the one at hand."""
    if not session.done:
        raise LedgerError("nothing was decided in this session yet", code=codes.UNKNOWN_ID)
    claim, judgement = session.done[-1]
    session.ledger.review(claim, "undo", who=session.who, why="", value={"judgement": judgement})
    session.done.pop()
    session.counts["undo"] += 1
    session.out.print(Text(f"  undone: {judgement}", style="dim"))
    here, session.place = session.place, session.claims.index(claim)
    return here == session.place


def _shown(session: Session) -> tuple[ClaimView, Review]:
    with session.ledger.view() as view:
        found = view.claim(session.claims[session.place])
        review = view.review(found.claim.id)
        now = view.edited(found.claim, review)
    out, document = session.out, found.reading.document
    out.print()
    source = " · ".join(one_line(part) for part in (document.publisher, document.published, document.title) if part)
    out.print(Text.assemble((f"{session.place + 1} of {max(session.total, session.place + 1)}", "bold"), f"  {source}"), soft_wrap=True)
    out.print(badge(now.modality))
    for line in claim_lines(now, {}):
        out.print(line)
    labels: list[tuple[Span, str]] = [(span, "evidence") for span in now.evidence] + [(cue, "cue") for cue in now.modality_cues]
    done = -1
    for span in now.evidence:
        window = sentence_around(document.text, span, found.reading.blocks if session.context == CONTEXT else (), session.context)
        if window[1] > done:
            out.print(Text("  ").append(marked(document.text, window, labels, marks=not out.is_terminal)))
            done = window[1]
    for words in standing(review) if review.history else ():
        out.print(Text(f"  {one_line(words)}", style="yellow"))
    return found, review


def _tell(session: Session) -> None:
    with session.ledger.view() as view:
        left = view.review_counts(msgspec.structs.replace(session.wanted, limit=None, offset=0))[session.status]
    did = ", ".join(f"{session.counts[name]} {done}" for name, done in DONE.items() if session.counts[name]) or "nothing decided"
    say(f"{did}; {left} {session.status} left")
