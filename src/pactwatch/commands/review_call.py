"""Which of its works a call of `pactwatch review` asks for: a session, a file, a list, the log, or one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from pactwatch.commands.choices import Format
from pactwatch.errors import UsageError
from pactwatch.model import ReviewStatus
from pactwatch.store import ClaimFilter, codes


@dataclass(slots=True)
class Call:
    """The call as it was given; see cli_review.py."""

    words: list[str]
    who: str | None
    why: str
    sets: list[str]
    accept: bool
    last: bool
    file: str | None
    expected: int | None
    status: str | None
    wanted: ClaimFilter
    quiet: bool


def run(ledger: str, call: Call, form: Format) -> None:
    """Do what is asked for. UsageError PW154 where it cannot be told, or an option goes with another action."""
    from pactwatch.commands.review_words import assignments, sorted_words
    from pactwatch.commands.reviewing import Act, review_claims, signed

    words = sorted_words(call.words)
    if call.last and words.action is None:
        words.action = "undo"
    if call.sets and words.action is None:
        words.action = "edit"
    _check(call, words.action)
    if call.file is not None:
        from pactwatch.commands.review_files import review_file

        review_file(ledger, call.file, signed(call.who), call.why, quiet=call.quiet)
    elif words.action == "list":
        from pactwatch.commands.review_lists import list_reviews

        list_reviews(ledger, call.wanted, None if call.status == "all" else call.status, form)
    elif words.action == "log":
        from pactwatch.commands.review_lists import print_log

        print_log(ledger, words.claims, call.who, call.wanted.limit, form)
    elif words.action is None:
        from pactwatch.commands.review_session import run_session

        run_session(ledger, call.wanted, cast("ReviewStatus", call.status or "unreviewed"), signed(call.who))
    else:
        act = Act(words, signed(call.who), call.why, assignments(call.sets), call.accept, call.last, call.expected)
        review_claims(ledger, act, form)


def _check(call: Call, action: str | None) -> None:
    taken = {
        "--set": (bool(call.sets), ("edit",)), "--accept": (call.accept, ("edit",)), "--last": (call.last, ("undo",)),
        "--status": (call.status is not None, ("list", None)),
    }  # fmt: skip
    for option, (given, actions) in taken.items():
        if given and action not in actions:
            raise UsageError(f"{option} goes with {' and '.join(name or 'a session' for name in actions)}", code=codes.NO_REVIEW)
    if call.file is not None and call.words:
        raise UsageError("--file has the actions in it; give it without words", code=codes.NO_REVIEW)
    if action is None and call.file is None and call.status in ("earlier", "all"):
        raise UsageError("a session goes through one status: unreviewed, accepted, rejected or retracted", code=codes.NO_REVIEW)
