"""What something new reopens: only what depends on it, with what changed and why; looking at it again settles it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_site import Site, Watch, item
from test_alerts import KILLED, SENT, WORKERS, alerted, put, rules

from pactwatch.operations import jobs
from pactwatch.operations.case_states import reopened, settle
from pactwatch.operations.reopened import Reopened
from pactwatch.store import Ledger

Watching = Callable[..., Watch]
SEOUL = WORKERS.format("the Foreign Ministry in Seoul")
NONE = rules()


def accept(watch: Watch, *claims: str) -> None:
    for claim in claims:
        watch.ledger.review(claim, "accept", who="Ada", why="read")


def found(watch: Watch, **asked: bool) -> list[Reopened]:
    with watch.ledger.view() as view:
        return reopened(view, **asked)


def test_another_origin_reopens_the_claim_and_the_paragraph_that_cites_it_and_nothing_else(watching: Watching) -> None:
    watch = watching()
    claim, *_ = put(watch, SEOUL)
    other, *_ = put(watch, SENT, title="Elsewhere")
    accept(watch, claim, other)
    watch.ledger.judge("case_new", "case-x", {"title": "Workers"}, why="to find out", who="Ada")
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "add", "text": f"Workers came. [[{claim}]]"}, why="first", who="Ada")
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p2", "do": "add", "text": f"Men were sent. [[{other}]]"}, why="second", who="Ada")
    alerted(watch, NONE)
    assert found(watch) == []
    put(watch, SEOUL, title="Copy", publisher="Another")
    alerted(watch, NONE)
    assert [one for one in found(watch) if one.cause == "origin"] == []
    put(watch, f"{SEOUL} Ukraine's president said on Monday that North Korea sent 6,000 workers to Russia.", title="Third", publisher="Third")
    assert alerted(watch, rules({"id": "again", "on": "reopened", "causes": ["origin"]})) == ["again", "again"]
    by_subject = {one.subject: one for one in found(watch) if one.cause == "origin"}
    assert set(by_subject) == {claim, "case-x#p1"}
    assert "1 before, 2 now" in by_subject[claim].why
    assert by_subject["case-x#p1"].by == claim
    assert {one.subject for one in found(watch)} <= {claim, "case-x#p1"}


def test_a_denial_reopens(watching: Watching) -> None:
    watch = watching()
    claim, *_ = put(watch, SEOUL)
    accept(watch, claim)
    alerted(watch, NONE)
    put(watch, f"Moscow denied that North Korea sent workers to Russia. {SEOUL}", title="Denied", publisher="Another")
    alerted(watch, NONE)
    assert "denial" in {one.cause for one in found(watch) if one.subject == claim}


def test_a_figure_that_contradicts_reopens_the_accepted_one_alone(watching: Watching) -> None:
    watch = watching()
    accepted, *_ = put(watch, KILLED.format("1,000"), published="2025-06-15")
    other, *_ = put(watch, KILLED.format("1,000"), published="2025-06-15", title="Not accepted")
    accept(watch, accepted)
    alerted(watch, NONE)
    put(watch, "Britain's Ministry of Defence said 300 North Korean soldiers have been killed in Kursk.", published="2025-06-16", title="Fewer")
    alerted(watch, NONE)
    causes = {(one.subject, one.cause) for one in found(watch) if one.kind == "claim"}
    assert (accepted, "conflict") in causes
    assert other not in {subject for subject, _ in causes}


def test_a_changed_article_reopens_what_is_not_in_it_any_more(site: Site, watching: Watching) -> None:
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 12:00:00 GMT</pubDate>"))
    site.article("/a", f"{SENT} Poland sent 9 tanks to Kosovo in April 2025.")
    watch = watching(f"{site.url}/feed")
    watch.once()
    claims = {"Norway": watch.claims(agent="Norway")[0], "Poland": watch.claims(agent="Poland")[0]}
    accept(watch, *claims.values())
    alerted(watch, NONE)
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 14:00:00 GMT</pubDate>"))
    site.article("/a", f"{SENT} A correction was made at the end.")
    watch.once()
    alerted(watch, NONE)
    assert [(one.subject, one.kind) for one in found(watch) if one.cause == "article"] == [(claims["Poland"], "claim")]


def test_a_retraction_reopens_the_paragraph_and_an_edit_settles_it(watching: Watching) -> None:
    watch = watching()
    claim, *_ = put(watch, SENT)
    accept(watch, claim)
    watch.ledger.judge("case_new", "case-x", {"title": "The border"}, why="to find out", who="Ada")
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "add", "text": f"Men came. [[{claim}]]"}, why="first", who="Ada")
    alerted(watch, NONE)
    watch.ledger.review(claim, "retract", who="Ben", why="the ministry corrected itself")
    alerted(watch, NONE)
    one, = found(watch)
    assert (one.subject, one.kind, one.cause, one.by) == ("case-x#p1", "paragraph", "retraction", claim)
    assert "retracted by Ben" in one.why
    assert "the ministry corrected itself" in one.why
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "edit", "text": "Men may have come."}, why="softer", who="Ada")
    assert found(watch) == []
    assert [two.settled for two in found(watch, settled=True)] == ["Ada: case paragraph, softer"]


def test_a_paragraph_that_cites_a_claim_by_its_figure_is_reopened_and_alerted_of(watching: Watching) -> None:
    watch = watching()
    claim, figure = cited_by_figure(watch, SENT)
    watch.ledger.judge("case_new", "case-x", {"title": "The border"}, why="to find out", who="Ada")
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "add", "text": f"Men came. [[fig:{figure}]]"}, why="first", who="Ada")
    given = rules({"id": "case", "on": "case", "published": False})
    alerted(watch, given)
    watch.ledger.review(claim, "retract", who="Ben", why="the ministry corrected itself")
    assert alerted(watch, given) == ["case"]
    one, = found(watch)
    assert (one.subject, one.kind, one.cause, one.by) == ("case-x#p1", "paragraph", "retraction", claim)


def cited_by_figure(watch: Watch, text: str) -> tuple[str, str]:
    """Put a text in, accept its claims, and return one of them with the figure that it carries."""
    accept(watch, *put(watch, text))
    with watch.ledger.view() as view:
        return next((row.figure.claim, row.figure.id) for row in view.figures() if row.figure.claim is not None)


def test_reviewing_settles_and_undoing_that_reopens(watching: Watching) -> None:
    watch = watching()
    claim, *_ = put(watch, SEOUL)
    accept(watch, claim)
    alerted(watch, NONE)
    put(watch, f"{SEOUL} Ukraine's president said on Monday that North Korea sent 6,000 workers to Russia.", title="Third", publisher="Third")
    alerted(watch, NONE)
    assert claim in {one.subject for one in found(watch)}
    watch.ledger.review(claim, "accept", who="Ben", why="two origins now")
    assert claim not in {one.subject for one in found(watch)}
    with watch.ledger.view() as view:
        last = view.review(claim).history[-1]
    watch.ledger.undo(last.id, why="by mistake", who="Ben")
    assert claim in {one.subject for one in found(watch)}
    for one in found(watch):
        judgement = settle(watch.ledger, one.id, why="the same ministry", who="Ben")
    assert found(watch) == []
    watch.ledger.undo(judgement.id, why="no", who="Ben")
    assert claim in {one.subject for one in found(watch)}
    assert watch.ledger.verify().ok


def test_the_same_news_twice_reopens_once(watching: Watching) -> None:
    watch = watching()
    claim, *_ = put(watch, KILLED.format("1,000"))
    accept(watch, claim)
    put(watch, "Britain's Ministry of Defence said 300 North Korean soldiers have been killed in Kursk.", published="2025-06-16", title="Fewer")
    alerted(watch, NONE)
    count = len(found(watch))
    assert count == 1
    alerted(watch, NONE)
    assert len(found(watch, settled=True)) == count


def test_a_changed_article_reopens_also_where_alerts_are_looked_for_before_its_reading_is_noted_and_the_process_dies(
    site: Site, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 12:00:00 GMT</pubDate>"))
    site.article("/a", f"{SENT} Poland sent 9 tanks to Kosovo in April 2025.")
    watch = watching(f"{site.url}/feed")
    watch.once()
    claim = watch.claims(agent="Poland")[0]
    accept(watch, claim)
    alerted(watch, NONE)
    site.feed(item("/a", more="<pubDate>Sun, 15 Jun 2025 14:00:00 GMT</pubDate>"))
    site.article("/a", f"{SENT} A correction was made at the end.")
    add = Ledger.add

    def die(*given: object) -> None:
        add(*given)
        alerted(watch, NONE)
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "add", die)
    with pytest.raises(KeyboardInterrupt):
        watch.once()
    monkeypatch.undo()
    watch.clock.wait(jobs.LEASE + 1, watch.stop)
    watch.once()
    alerted(watch, NONE)
    assert [one.subject for one in found(watch) if one.cause == "article"] == [claim]
