"""`pactwatch alerts` and `pactwatch reopened`: rules checked, tried, run; what was alerted of, and what waits to be looked at again."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Any

import msgspec
import typer

from pactwatch.alerts import atom, mail, webhook
from pactwatch.alerts.codes import BAD_RULES
from pactwatch.alerts.cursors import has_begun, hold
from pactwatch.alerts.delivering import Deliverer
from pactwatch.alerts.detecting import Detector, trial
from pactwatch.alerts.looking import look_again
from pactwatch.alerts.message import iso
from pactwatch.alerts.rules import APP, Atom, Mail, ProvisionRule, Rules, Webhook, load
from pactwatch.casefile.plain import one_line
from pactwatch.casefile.rows import csv_line, encode_json
from pactwatch.commands.choices import Format
from pactwatch.commands.failing import FAILED, say
from pactwatch.commands.instrument_files import texts_at
from pactwatch.commands.printing import write, write_csv
from pactwatch.commands.progress import Progress
from pactwatch.errors import LedgerError, UsageError
from pactwatch.operations.alerts import Alert, Logged, alerts_log, logged
from pactwatch.operations.case_states import reopened, settle
from pactwatch.operations.opening import Operations
from pactwatch.operations.reopened import Reopened
from pactwatch.store import open_ledger

ALERT_COLUMNS = ("at", "id", "rule", "title", "text", "document", "url", "publisher", "published", "claims", "story", "provision", "deliveries")
REOPENED_COLUMNS = ("at", "id", "kind", "subject", "cause", "why", "document", "claim", "judgement", "by", "settled")


def check(path: Path, ledger: str) -> None:
    """Check a file of rules and print what each is on; UsageError PW182, PW130. What the environment lacks is said on stderr."""
    rules = checked_rules(path, ledger)
    _lines([f"{rule.id}: on {_on(rule)}; goes to {', '.join([APP, *rules.targets(rule)])}" for rule in rules.rule])
    for name, channel in rules.channel.items():
        for variable in _secrets(channel):
            if not os.environ.get(variable):
                say(f"note: channel {name} needs ${variable}, which is not set here")
    say(f"{len(rules.rule)} rules and {len(rules.channel)} channels: nothing is wrong with them")


def checked_rules(path: Path, ledger: str) -> Rules:
    """Return the rules of a file, whose provisions there are. UsageError PW182."""
    rules = load(path)
    register = None
    for rule in rules.rule:
        if isinstance(rule, ProvisionRule):
            register = register or texts_at(ledger).register
            try:
                register.provision(rule.provision)
            except UsageError as error:
                raise UsageError(f"{path}: rule {rule.id}: {error}", code=BAD_RULES) from error
    return rules


def _on(rule: Any) -> str:
    known = msgspec.to_builtins(rule)
    plain = {"id", "title", "on", "deliver"}
    said = [f"{name} = {value}" for name, value in known.items() if name not in plain and value not in (None, [], (), False)]
    return f"{known['on']} ({', '.join(said)})" if said else str(known["on"])


def _secrets(channel: object) -> list[str]:
    return [channel.secret_env] if isinstance(channel, Webhook) else []


def listed(path: Path, ledger: str, form: Format) -> None:
    """Print the rules with how often each alerted in this ledger, and when last."""
    rules = checked_rules(path, ledger)
    times: dict[str, list[float]] = {}
    if "://" in ledger or Path(ledger).exists():
        with open_ledger(ledger) as opened, opened.view() as view:
            for one in alerts_log(view, limit=None):
                times.setdefault(one.alert.rule, []).append(one.alert.at)
    rows = []
    for rule in rules.rule:
        at = times.get(rule.id, [])
        rows.append({"rule": rule.id, "title": rule.title, "on": _on(rule), "channels": [APP, *rules.targets(rule)],
                     "alerts": len(at), "last": iso(max(at)) if at else None})  # fmt: skip
    _print("rules", rows, form, ("rule", "title", "on", "channels", "alerts", "last"), [
        f"{row['rule']}: on {row['on']}; {row['alerts']} alerts" + (f", the last at {row['last']}" if row["last"] else "") for row in rows
    ])


def test(path: Path, ledger: str, form: Format) -> None:
    """Print what the rules would have alerted of in all that the ledger holds; nothing is kept or sent."""
    rules = checked_rules(path, ledger)
    with open_ledger(ledger) as opened, Progress(quiet=False, what="readings and judgements looked at") as progress:
        found = [Logged(alert=one, deliveries=()) for one in trial(opened, rules, progress.step)]
    _print_alerts(found, form)
    say(f"{len(found)} alerts would have been made; nothing was sent")


def log(ledger: str, form: Format, *, rule: str | None, limit: int | None) -> None:
    """Print the alerts that were made, the newest first, each with where it went."""
    with open_ledger(ledger) as opened, opened.view() as view:
        found = alerts_log(view, rule=rule, limit=limit)
    _print_alerts(found, form)
    if not found:
        say("there was no alert")


def run(path: Path, ledger: str, form: Format, *, from_now: bool, take_over: bool = False) -> None:
    """Look at all that came into the ledger since the last time, alert of it, and deliver what is due; exit 1 where something is not."""
    rules = checked_rules(path, ledger)
    made: list[Alert] = []
    with open_ledger(ledger, create=True) as opened:
        operations = Operations(opened)
        hold(operations, rules, path, take_over=take_over)
        with operations.reading() as connection:
            first = not has_begun(connection, rules)
        detector = Detector(operations, rules, time.time, made.append)
        detector.begin(from_now=from_now)
        with Progress(quiet=False, what="readings and judgements looked at") as progress:
            looked = detector.run(progress.step)
        deliverer = Deliverer(operations, rules, time.time, secrets.token_hex(8))
        tried = deliverer.drain()
        elsewhere = deliverer.elsewhere()
        with opened.view() as view:
            log = logged(view, {one.id for one in made} | {alert for alert, _ in tried})
    _print_alerts([log[one.id] for one in made], form)
    since = "from now on" if first and from_now else "from the beginning" if first else "since the last time"
    say(f"{looked} readings and judgements looked at, {since}: {len(made)} alerts")
    for name, count in elsewhere.items():
        say(f"note: {count} alerts wait for channel {name}, which {path} does not have; give it back to send them")
    if _undelivered(log, {one.id for one in made}, set(tried)):
        raise typer.Exit(FAILED)


def _undelivered(log: dict[str, Logged], made: set[str], tried: set[tuple[str, str]]) -> bool:
    """Say what of this call was not delivered; what another process is just sending has no reason yet."""
    failed = [(one.alert.id, sent) for one in log.values() for sent in one.deliveries
              if sent.state != "sent" and sent.reason and (one.alert.id in made or (one.alert.id, sent.channel) in tried)]  # fmt: skip
    for alert, sent in failed:
        say(f"not delivered: {alert} by {sent.channel}: {sent.reason}")
    return bool(failed)


def ping(path: Path, name: str) -> None:
    """Send a test alert by one channel, now; it is not kept."""
    rules = load(path)
    channel = rules.channel.get(rules.own(name)) or rules.channel.get(name)
    if channel is None:
        raise UsageError(f"{path} has no channel {name}; it has {', '.join(rules.channel) or 'none'}", code=BAD_RULES)
    now = time.time()
    text = "This is a test: the channel works."
    alert = Alert(id=f"alert-test-{secrets.token_hex(6)}", rule="test", key="test", title="Pactwatch: a test of this channel", text=text, at=now)
    if isinstance(channel, Mail):
        for to in channel.to:
            mail.send(channel, to, alert)
            say(f"sent to {to}")
    elif isinstance(channel, Atom):
        atom.feed(channel, [alert])
        say(f"{channel.file} can be made; it is written with the first alert")
    else:
        webhook.send(channel, alert, now)
        say(f"accepted by {channel.url}")


def show_reopened(ledger: str, form: Format, *, settled: bool) -> None:
    """Print the conclusions that something new touches and that wait for a person; with `settled`, the others too."""
    unlooked = _look_again(ledger)
    with open_ledger(ledger) as opened, opened.view() as view:
        found = reopened(view, settled=settled)
    rows = [_reopened_row(one) for one in found]
    lines = []
    for one in found:
        lines.append(f"{one.kind} {one.subject}: {one.cause}, {iso(one.at)}" + (f"; settled by {one.settled}" if one.settled else ""))
        lines.append(f"    {one.why}")
        lines.append(f"    {one.id}" + (f"  new: {one.document}" if one.document else ""))
    _print("reopened", rows, form, REOPENED_COLUMNS, lines)
    if unlooked:
        say(unlooked)
    elif not found:
        say("nothing is reopened")


def _look_again(ledger: str) -> str:
    """Look at the texts that came since the last look; return why that could not be done, "" where it was."""
    with open_ledger(ledger):
        pass  # a missing ledger is an error, not made
    try:
        with open_ledger(ledger, create=True) as opened, Progress(quiet=False, what="new texts looked at") as progress:
            look_again(opened, progress.step)
    except LedgerError as error:
        return f"{error.code} {error}; texts that came since the last look are not in this list"
    return ""


def _reopened_row(one: Reopened) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(one)
    return row | {"at": iso(one.at)}


def settle_reopened(ledger: str, wanted: str, *, why: str, who: str | None) -> None:
    """Keep that a person looked at it again and lets it stand."""
    with open_ledger(ledger, create=True) as opened:
        judgement = settle(opened, wanted, why=why, who=who)
    _lines([f"{judgement.subject}: stands, by {judgement.who} ({judgement.id})"])


def _print_alerts(found: list[Logged], form: Format) -> None:
    rows = []
    for one in found:
        row = msgspec.to_builtins(one.alert) | {"at": iso(one.alert.at) if one.alert.at else None}
        row["deliveries"] = [msgspec.to_builtins(sent) | {"at": iso(sent.at)} for sent in one.deliveries]
        del row["subjects"]
        rows.append(row)
    lines = []
    for one in found:
        alert = one.alert
        lines.append((f"{iso(alert.at)}  " if alert.at else "") + f"{alert.title}  [{alert.rule}]")
        lines.append(f"    {alert.text}")
        lines += [f"    {part}" for part in (" ".join(alert.claims), alert.url or alert.document or "") if part]
        lines += [f"    {sent.channel}: {sent.state}" + (f" ({sent.reason})" if sent.reason else "") for sent in one.deliveries]
    _print("alerts", rows, form, ALERT_COLUMNS, lines)


def _print(name: str, rows: list[dict[str, Any]], form: Format, columns: tuple[str, ...], lines: list[str]) -> None:
    if form is Format.json:
        write(encode_json({name: rows}) + b"\n")
    elif form is Format.jsonl:
        write(b"".join(encode_json(row) + b"\n" for row in rows))
    elif form is Format.csv:
        write_csv([csv_line(columns), *(csv_line([_cell(row.get(column)) for column in columns]) for row in rows)])
    else:
        _lines(lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(f"{one['channel']}={one['state']}" if isinstance(one, dict) else str(one) for one in value)
    return "" if value is None else str(value)


def _lines(lines: list[str]) -> None:
    shown = (line[: len(line) - len(line.lstrip(" "))] + one_line(line) for line in lines)
    write("".join(f"{line}\n" for line in shown).encode("utf-8", "backslashreplace"))
