"""Rules over what is new, each alert once, and its way to app, Atom feed, e-mail and webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
from aiosmtpd.controller import Controller
from receiving import receiving
from small_site import Watch

from pactwatch.alerts.delivering import Deliverer
from pactwatch.alerts.detecting import Detector, trial
from pactwatch.alerts.rules import Rules, load, parse
from pactwatch.commands.choices import Format
from pactwatch.commands.lists import add_list
from pactwatch.errors import UsageError
from pactwatch.model import make_document
from pactwatch.operations import jobs
from pactwatch.operations.alerts import Logged, alerts_log
from pactwatch.read import read
from pactwatch.watch.clock import SimulatedClock

Watching = Callable[..., Watch]
SENT = "Norway sent 120 soldiers to Latvia in May 2025, the defence ministry said."
KILLED = "Ukraine's president said {} North Korean soldiers have been killed in Kursk."
WORKERS = "North Korea sent 6,000 workers to Russia in June 2025, {} said."


def put(watch: Watch, text: str, title: str = "A report", published: str = "2025-06-15", publisher: str = "The Wire") -> list[str]:
    document = make_document(text, title=title, published=published, publisher=publisher, url=f"http://site.example/{title}", language="en")
    reading = read(document, "rules")
    watch.ledger.add(reading)
    return [claim.id for claim in reading.claims]


def rules(*given: dict[str, Any], **channels: dict[str, Any]) -> Rules:
    return parse({"rule": list(given), "channel": channels}, "alerts.toml")


def log(watch: Watch) -> list[Logged]:
    with watch.ledger.view() as view:
        return alerts_log(view)[::-1]


def alerted(watch: Watch, given: Rules) -> list[str]:
    """Look with new rules at what is new; return the ids of the rules that alerted."""
    detector = Detector(watch.operations, given, watch.clock.now)
    detector.begin(from_now=False)
    before = len(log(watch))
    detector.run()
    return [one.alert.rule for one in log(watch)[before:]]


def test_a_claim_alerts_once_and_what_is_not_asked_for_does_not(watching: Watching) -> None:
    watch = watching()
    given = rules(
        {"id": "sent", "on": "claim", "type": "deploy_forces", "agent": "Norway", "modality": ["happened"]},
        {"id": "said", "on": "claim", "said_by": "Seoul"}, {"id": "many", "on": "claim", "agent": "Norway", "least": 121},
    )  # fmt: skip
    put(watch, SENT)
    assert alerted(watch, given) == ["sent"]
    assert alerted(watch, given) == []
    put(watch, SENT.replace("120", "150"), title="Two")
    assert alerted(watch, given) == ["sent", "many"]
    alert = log(watch)[0].alert
    assert "Norway" in alert.title
    assert alert.quotes[0] in SENT
    assert watch.ledger.verify().ok


def test_once_a_story_leaves_copies_out(watching: Watching) -> None:
    watch = watching()
    given = rules(*({"id": once, "on": "claim", "type": "deploy_forces", "once": once} for once in ("story", "document")))
    for title in ("One", "Two", "Three"):
        put(watch, f"{SENT} They left Rena at dawn on Monday with 17 lorries.", title=title, publisher=title)
    assert sorted(alerted(watch, given)) == ["document", "document", "document", "story"]


def test_a_figure_above_the_highest_accepted(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "losses", "on": "figure", "measure": "killed", "population": "North Korea", "above": "highest accepted"},
                  {"id": "many", "on": "figure", "measure": "killed", "above": 5000})  # fmt: skip
    claim = put(watch, KILLED.format("1,000"))[0]
    assert alerted(watch, given) == ["losses"]
    watch.ledger.review(claim, "accept", who="Ada", why="read")
    put(watch, KILLED.format("900"), title="Less", published="2025-06-16")
    assert alerted(watch, given) == []
    put(watch, KILLED.format("6,000"), title="More", published="2025-06-17")
    assert alerted(watch, given) == ["losses", "many"]
    put(watch, KILLED.format("6,000"), title="Again", published="2025-06-17", publisher="Another")
    assert alerted(watch, given) == []
    assert "above 1000, the highest that was accepted" in log(watch)[1].alert.text


def test_a_provision_and_two_origins_of_it(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "one", "on": "provision", "provision": "unsc-2397-2017-p8"},
                  {"id": "two", "on": "provision", "provision": "S/RES/2397 (2017) para. 8", "origins": 2})  # fmt: skip
    put(watch, WORKERS.format("the Foreign Ministry in Seoul"))
    assert alerted(watch, given) == ["one"]
    put(watch, WORKERS.format("the Foreign Ministry in Seoul"), title="Copy", publisher="Another")
    assert alerted(watch, given) == ["one"]
    both = "Ukraine's president said on Monday that North Korea sent 6,000 workers to Russia."
    put(watch, f"{WORKERS.format('the Foreign Ministry in Seoul')} {both}", title="Other", publisher="Third")
    assert alerted(watch, given) == ["one", "two"]
    put(watch, WORKERS.format("Britain's Ministry of Defence"), title="Fourth", publisher="Fourth")
    assert alerted(watch, given) == ["one"]


def test_a_story_that_grows_or_drifts(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "three", "on": "story", "documents": 3}, {"id": "drift", "on": "story", "drift": ["number"]},
                  {"id": "other", "on": "story", "documents": 2, "agent": "Poland"})  # fmt: skip
    text = f"{SENT} They left Rena at dawn on Monday with 17 lorries."
    put(watch, text)
    put(watch, text.replace("120", "200"), title="Two", publisher="Two")
    assert "three" not in alerted(watch, given)
    put(watch, text, title="Three", publisher="Three")
    assert "three" in alerted(watch, given)
    put(watch, text, title="Four", publisher="Four")
    assert "three" not in alerted(watch, given)
    found = {one.alert.rule for one in log(watch)}
    assert found == {"three", "drift"}


def test_a_listed_party(watching: Watching, tmp_path: Path) -> None:
    watch = watching()
    path = tmp_path / "list.csv"
    path.write_text("id,schema,name,aliases,weak_aliases,programme\nX-1,Person,Kim Jong Gil,,,DPRK\n", encoding="utf-8")
    add_list(str(tmp_path / "ledger.db"), [path], "2025-01-01", "UN", [], Format.jsonl)
    given = rules({"id": "listed", "on": "listed"}, {"id": "other", "on": "listed", "list": "OFAC"}, {"id": "name", "on": "listed", "name": "gil"})
    put(watch, "Kim Jong Gil sent 120 soldiers to Russia on 14 June 2025, officials said.")
    assert alerted(watch, given) == ["listed", "name"]
    assert "X-1" in log(watch)[0].alert.text
    assert len(log(watch)[0].alert.claims) >= 1
    put(watch, "Norway sent 120 soldiers to Latvia.", title="Two")
    assert alerted(watch, given) == []


def test_a_case_rule_alerts_of_judgements_on_what_a_published_case_cites(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "case", "on": "case", "published": False}, {"id": "published", "on": "case"})
    claim, *_ = put(watch, SENT)
    watch.ledger.judge("case_new", "case-x", {"title": "The border"}, why="to find out", who="Ada")
    watch.ledger.judge("case_paragraph", "case-x", {"id": "p1", "do": "add", "text": f"Norway sent men. [[{claim}]]"}, why="first", who="Ada")
    watch.ledger.review(claim, "accept", who="Ada", why="read")
    assert alerted(watch, given) == ["case"]
    other, *_ = put(watch, "Iran sold 40 drones to Sudan in May, an envoy said.", title="Two")
    watch.ledger.review(other, "accept", who="Ada", why="read")
    assert alerted(watch, given) == []
    watch.ledger.judge("case_publish", "case-x", {"content": "", "claims": {}, "notes": {}}, why="ready", who="Ada")
    watch.ledger.review(claim, "retract", who="Ada", why="the ministry corrected itself")
    assert sorted(alerted(watch, given)) == ["case", "published"]


def test_what_would_have_been_is_what_is(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "sent", "on": "claim", "type": "deploy_forces"}, {"id": "story", "on": "story", "documents": 2},
                  {"id": "killed", "on": "figure", "measure": "killed"})  # fmt: skip
    for n, text in enumerate((SENT, KILLED.format("1,000"), SENT, KILLED.format("1,000"))):
        put(watch, text, title=f"T{n}", publisher=f"P{n}")
    tried = [alert.id for alert in trial(watch.ledger, given)]
    assert log(watch) == []
    alerted(watch, given)
    assert [one.alert.id for one in log(watch)] == tried
    assert len(tried) >= 3


def test_two_detectors_that_race_alert_once(watching: Watching) -> None:
    watch = watching()
    given = rules({"id": "sent", "on": "claim", "type": "deploy_forces"})
    for n in range(4):
        put(watch, SENT.replace("120", f"{120 + n}"), title=f"T{n}")
    found = [Detector(watch.operations, given, watch.clock.now) for _ in range(2)]
    found[0].begin(from_now=False)
    threads = [threading.Thread(target=one.run) for one in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log(watch)) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[rule]]\nid='a'", "Object missing required field `on`"), ("[[rule]]\nid='a'\non='weather'", "Invalid value 'weather'"),
        ("[[rule]]\nid='a b'\non='claim'\ntype='deploy_forces'", "an id is of letters"), ("[[rule]]\nid='a'\non='claim'", "alert of every claim"),
        ("[[rule]]\nid='a'\non='claim'\ntipe='x'", "rule a: Object contains unknown field `tipe`"),
        ("[[rule]]\nid='a'\non='claim'\ntype='no_such'", "no type of claim"),
        ("[[rule]]\nid='a'\non='figure'\nmeasure='joy'", "joy is no measure"), ("[[rule]]\nid='a'\non='story'", "what the story must reach"),
        ("[[rule]]\nid='a'\non='claim'\ntype='treaty'\ndeliver=['desk']", "no channel desk"),
        ("[[rule]]\nid='a'\non='claim'\ntype='treaty'\n[[rule]]\nid='a'\non='listed'", "two of this id"),
        ("[channel.desk]\nkind='mail'\nto=['x']\nfrom='a@b'", "'x' is no address"), ("[channel.desk]\nkind='pigeon'", "Invalid value 'pigeon'"),
        ("[channel.app]\nkind='atom'\nfile='x'", "a name is of letters"), ("rule = 1", "Expected `array`"), ("[[", "no TOML"),
        ("[[rule]]\nid='a'\non='claim'\nmodality=['sure']", "Invalid enum value 'sure'"),
        ("[[rule]]\nid='a'\non='claim'\ntype='treaty'\nsince='last week'", "rule a: since takes a day, month or year"),
        ("[[rule]]\nid='a'\non='story'\ndocuments=2\nuntil='2025-6-1'", "rule a: until takes a day, month or year"),
        ("[channel.x]\nkind='webhook'\nurl='hooks.example'", "channel x: url: only http and https"),
        ("[channel.x]\nkind='webhook'\nurl='https://h.example:99999/'", "channel x: url: "),
        ("[channel.x]\nkind='webhook'\nurl='https://h.example/'\ntimeout=0", "channel x: timeout is"),
        ("[channel.x]\nkind='webhook'\nurl='https://h.example/'\ntimeout=inf", "channel x: timeout is"),
        ("[channel.x]\nkind='mail'\nto=['a@b']\nfrom='a@b'\nport=0", "channel x: port is"),
        ("[channel.x]\nkind='mail'\nto=['a@b']\nfrom='a@b'\nhost='smtp://b'", "channel x: host is"),
        ("[channel.x]\nkind='atom'\nfile='x'\nmost=0", "channel x: most is"), ("[channel.x]\nkind='atom'\nfile=''", "channel x: `file` names"),
        ("name = 'a:b'", "name 'a:b': a name is of letters"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_rules_is_said_in_a_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"alerts\.toml") as caught:
        load(path)
    assert said in str(caught.value)
    assert caught.value.code == "PW182"


class Mailbox:
    def __init__(self) -> None:
        self.got: list[tuple[str, str, str]] = []
        self.refuse = 0

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        from email import message_from_bytes

        if self.refuse:
            self.refuse -= 1
            return "451 later, please"
        message = message_from_bytes(envelope.content)
        self.got.append((message["Message-ID"], envelope.rcpt_tos[0], message["Subject"]))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def hook() -> Iterator[tuple[list[tuple[dict[str, str], bytes]], str, list[int]]]:
    got: list[tuple[dict[str, str], bytes]] = []
    answers = [204]

    def answer(headers: dict[str, str], body: bytes) -> tuple[int, Mapping[str, str]]:
        status = answers.pop(0) if len(answers) > 1 else answers[0]
        if status < 300:
            got.append((headers, body))
        return status, {}

    with receiving(answer) as address:
        yield got, f"{address}hook", answers


def deliver(watch: Watch, given: Rules) -> None:
    Deliverer(watch.operations, given, watch.clock.now, "test").drain()


RULE = {"id": "sent", "on": "claim", "type": "deploy_forces"}


def test_mail_goes_to_each_address_once_and_again_only_when_it_was_not_taken(
    watching: Watching, clock: SimulatedClock, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    desk = {"kind": "mail", "to": ["a@x.example", "b@x.example"], "from": "w@x.example", "host": "127.0.0.1", "port": port, "security": "none"}
    given, watch = rules(RULE, desk=desk), watching()
    put(watch, SENT, title="A title\r\nBcc: evil@x.example")
    box.refuse = 1
    alerted(watch, given)
    deliver(watch, given)
    assert [to for _, to, _ in box.got] == ["b@x.example"]
    assert {(sent.channel, sent.state) for sent in log(watch)[0].deliveries} == {("desk/a@x.example", "waiting"), ("desk/b@x.example", "sent")}
    deliver(watch, given)
    assert len(box.got) == 1
    clock.wait(120.0, watch.stop)
    deliver(watch, given)
    deliver(watch, given)
    assert sorted(to for _, to, _ in box.got) == ["a@x.example", "b@x.example"]
    assert {name for name, _, _ in box.got} == {f"<{log(watch)[0].alert.id}@x.example>"}


def test_a_mail_server_that_is_not_there_is_tried_until_it_is_given_up(watching: Watching, clock: SimulatedClock) -> None:
    desk = {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "127.0.0.1", "port": 1, "security": "none"}
    given, watch = rules(RULE, desk=desk), watching()
    put(watch, SENT)
    alerted(watch, given)
    for _ in range(jobs.MOST + 2):
        deliver(watch, given)
        clock.wait(22_000.0, watch.stop)
    sent = log(watch)[0].deliveries[0]
    assert (sent.state, (sent.reason or "")[:5]) == ("dead", "PW702")
    with watch.operations.reading() as connection:
        assert [row["kind"] for row in jobs.listed(connection, "dead")] == ["deliver:desk"]


def test_a_password_is_not_sent_unencrypted(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_SMTP_USER", "w")
    monkeypatch.setenv("PACTWATCH_SMTP_PASSWORD", "secret-word")
    desk = {"kind": "mail", "to": ["a@x.example"], "from": "w@x.example", "host": "mail.x.example", "security": "none"}
    given, watch = rules(RULE, desk=desk), watching()
    put(watch, SENT)
    alerted(watch, given)
    deliver(watch, given)
    sent = log(watch)[0].deliveries[0]
    assert sent.state == "dead"
    assert "unencrypted" in (sent.reason or "")
    assert "secret-word" not in (sent.reason or "")


def test_a_webhook_is_signed_and_tried_again(
    watching: Watching, clock: SimulatedClock, hook: tuple[list[Any], str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", "sesame")
    got, url, answers = hook
    answers[:] = [503, 204]
    given, watch = rules(RULE, hook={"kind": "webhook", "url": url, "allow_private": True}), watching()
    put(watch, SENT)
    alerted(watch, given)
    deliver(watch, given)
    assert got == []
    clock.wait(120.0, watch.stop)
    deliver(watch, given)
    deliver(watch, given)
    (headers, body), alert = got[0], log(watch)[0].alert
    assert len(got) == 1
    signed = hmac.new(b"sesame", headers["pactwatch-timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["pactwatch-signature"] == f"sha256={signed}"
    assert headers["idempotency-key"] == alert.id == json.loads(body)["id"]
    assert float(headers["pactwatch-timestamp"]) == round(clock.now())
    assert json.loads(body)["claims"] == list(alert.claims)


@pytest.mark.parametrize(
    ("status", "allowed", "secret", "said"),
    [(204, False, "s", "private"), (302, True, "s", "redirects are not followed"), (400, True, "s", "answered 400"), (204, True, "", "not set")],
)
def test_a_webhook_that_cannot_be_is_given_up_at_once(
    watching: Watching, hook: tuple[list[Any], str, list[int]], monkeypatch: pytest.MonkeyPatch, status: int, allowed: bool, secret: str, said: str
) -> None:
    monkeypatch.setenv("PACTWATCH_WEBHOOK_SECRET", secret)
    got, url, answers = hook
    answers[:] = [status]
    given, watch = rules(RULE, hook={"kind": "webhook", "url": url, "allow_private": allowed}), watching()
    put(watch, SENT)
    alerted(watch, given)
    deliver(watch, given)
    sent = log(watch)[0].deliveries[0]
    assert (got, sent.state) == ([], "dead")
    assert said in (sent.reason or "")


def test_the_atom_feed_is_whole_with_ids_that_stay(watching: Watching, tmp_path: Path) -> None:
    path = tmp_path / "alerts.xml"
    given, watch = rules(RULE, feed={"kind": "atom", "file": str(path), "most": 2, "link": "http://127.0.0.1:8000/"}), watching()
    for n in range(3):
        put(watch, SENT.replace("120", f"{120 + n}"), title=f"T{n} <b>&\x00\ufffe")
        alerted(watch, given)
        deliver(watch, given)
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo
    assert [entry.id for entry in found.entries] == [f"urn:pactwatch:{one.alert.id}" for one in log(watch)[:0:-1]]
    assert all(entry.updated.startswith("2025-06-15T15:") for entry in found.entries)
    before = path.read_bytes()
    deliver(watch, given)
    assert path.read_bytes() == before
    assert [one for one in tmp_path.iterdir() if one.name.startswith(".alerts")] == []
    assert found.feed.updated >= "2025"


def test_a_text_that_a_rule_trips_over_is_told_of_and_keeps_no_other_from_being_looked_at(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watching()
    given = rules(RULE)
    first = put(watch, SENT, title="One")
    put(watch, SENT.replace("120", "130"), title="Two")
    from pactwatch.alerts import detecting

    whole = detecting.alerts_of

    def trips(rule: Any, scope: Any) -> Any:
        if scope.reading.document.title == "One":
            raise ValueError("odd")
        return whole(rule, scope)

    monkeypatch.setattr(detecting, "alerts_of", trips)
    assert alerted(watch, given) == ["pactwatch", "sent"]
    assert "ValueError: odd" in log(watch)[0].alert.text
    assert first[0] not in log(watch)[1].alert.claims
