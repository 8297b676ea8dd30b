"""Alert rules: a TOML file of `[[rule]]` tables, each `on` one thing, and of `[channel.NAME]` tables that say how they reach people.

    [[rule]]
    id = "losses"
    on = "figure"
    measure = "killed"
    population = "North Korean troops"
    above = "highest accepted"

Fields that several rules have: `id` (letters, digits, `-`, `_`), `title` (what the alert is called), `deliver` (names of
channels; all that there are unless given; every alert is in the app besides). Where several files look at one ledger, each
but one has a `name` at its head: it then has cursors, rules and channels of its own.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from pactwatch.alerts.codes import BAD_RULES
from pactwatch.errors import UsageError
from pactwatch.model import Modality
from pactwatch.origins.types import DriftKind

MOST_BYTES = 1_000_000
HIGHEST = "highest accepted"
CAUSES = ("origin", "denial", "drift", "conflict", "superseded", "article", "retraction", "finding", "review")


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="on"):
    """What all rules have."""

    id: str
    title: str = ""
    deliver: tuple[str, ...] | None = None


class Claims(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims: as `pactwatch claims` filters them; `least` is the smallest figure that counts."""

    type: str | None = None
    agent: str | None = None
    recipient: str | None = None
    said_by: str | None = None
    modality: tuple[Modality, ...] = ()
    text: str | None = None
    since: str | None = None
    until: str | None = None
    least: float | None = None

    @property
    def asks(self) -> bool:
        """Whether the rule asks anything of claims."""
        return any((self.type, self.agent, self.recipient, self.said_by, self.modality, self.text, self.since, self.until, self.least))


class ClaimRule(Claims, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="claim"):
    """A claim as described. `once`: for every claim, once a document, or once a story, so that copies are no news."""

    once: Literal["claim", "document", "story"] = "claim"


class FigureRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="figure"):
    """A figure of `measure` and `population` above a number or the highest that was accepted; every value once."""

    measure: str
    population: str | None = None
    above: float | Literal["highest accepted"] | None = None
    modality: tuple[Modality, ...] = ("happened", "ongoing", "alleged", "possible")


class ProvisionRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="provision"):
    """A claim that bears on `provision`; with `origins`, once a story, when so many independent ones state it."""

    provision: str
    origins: int = 1
    modality: tuple[Modality, ...] = ()


class StoryRule(Claims, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="story"):
    """A story with claims as described that reaches so many documents, claimants or confirmations, or in which a retelling drifts."""

    documents: int | None = None
    claimants: int | None = None
    confirmations: int | None = None
    drift: bool | tuple[DriftKind, ...] = False


class ListedRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="listed"):
    """A party of a claim that a sanctions list (`list`: its name) has; each entry once a document."""

    list: str | None = None
    name: str | None = None


class CaseRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="case"):
    """A claim that a case cites was judged anew, or reopened; of published cases unless `published` is false."""

    case: str | None = None
    published: bool = True


class ReopenedRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="reopened"):
    """A conclusion that something new touches, by any of `causes` (all)."""

    causes: tuple[str, ...] = ()


class Atom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="atom", tag_field="kind"):
    """An Atom feed in `file` with the newest `most` alerts; `link` is where people find the app."""

    file: str
    title: str = "Pactwatch alerts"
    link: str | None = None
    most: int = 200


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="mail", tag_field="kind"):
    """E-mail over SMTP. User and password come from the environment variables that are named."""

    to: tuple[str, ...]
    sender: str = msgspec.field(name="from")
    host: str = "localhost"
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user_env: str = "PACTWATCH_SMTP_USER"
    password_env: str = "PACTWATCH_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
    timeout: float = 30.0


class Webhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="webhook", tag_field="kind"):
    """A POST of JSON, signed with the secret of the environment variable that is named."""

    url: str
    secret_env: str = "PACTWATCH_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
    allow_private: bool = False
    timeout: float = 15.0


AnyRule = ClaimRule | FigureRule | ProvisionRule | StoryRule | ListedRule | CaseRule | ReopenedRule
Channel = Atom | Mail | Webhook


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of rules; `name` tells it from other files that look at the same ledger, and begins the names of its rules and channels."""

    name: str = ""
    rule: tuple[AnyRule, ...] = ()
    channel: dict[str, Channel] = {}

    def own(self, name: str) -> str:
        """Return what a rule or channel that the file calls `name` is called in the ledger."""
        return f"{self.name}:{name}" if self.name else name

    def targets(self, rule: AnyRule) -> list[str]:
        """Return where the alerts of a rule go: names of channels, each address of e-mail by itself."""
        names = self.channel if rule.deliver is None else [name for name in rule.deliver if name != APP]
        found = []
        for name in names:
            channel = self.channel[name]
            found += [f"{name}/{address}" for address in channel.to] if isinstance(channel, Mail) else [name]
        return found


APP = "app"
"""The channel that there always is: the log that the app and `alerts log` show."""


def load(path: Path) -> Rules:
    """Return the rules of a file. UsageError PW182 says in one line what is wrong, and in which rule or channel."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror or error})", code=BAD_RULES) from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{path} is larger than any file of rules", code=BAD_RULES)
    try:
        found: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is no TOML: {error}", code=BAD_RULES) from error
    return parse(found, str(path))


def parse(found: dict[str, Any], name: str) -> Rules:
    """Return rules from plain data; `name` is what messages call it."""
    from pactwatch.alerts.checking import problems

    try:
        rules = msgspec.convert(found, Rules)
    except msgspec.ValidationError as error:
        raise UsageError(f"{name}: {_place(str(error), found)}", code=BAD_RULES) from error
    for problem in problems(rules):
        raise UsageError(f"{name}: {problem}", code=BAD_RULES)
    return _named(rules) if rules.name else rules


def _named(rules: Rules) -> Rules:
    """Return rules whose ids and channels no other file's can be taken for."""
    def renamed(rule: AnyRule) -> AnyRule:
        deliver = rule.deliver and tuple(name if name == APP else rules.own(name) for name in rule.deliver)
        return msgspec.structs.replace(rule, id=rules.own(rule.id), deliver=deliver)

    channels = {rules.own(name): channel for name, channel in rules.channel.items()}
    return msgspec.structs.replace(rules, rule=tuple(map(renamed, rules.rule)), channel=channels)


def _place(message: str, found: dict[str, Any]) -> str:
    """Return msgspec's message with the rule's own id in place of its number."""
    match = re.search(r" - at `\$\.rule\[(\d+)\](.*)`$", message)
    if match is None:
        return message.replace(" - at `$.", " - at `")
    given = found["rule"][int(match.group(1))]
    label = given.get("id") if isinstance(given, dict) else None
    field = match.group(2).lstrip(".")
    return f"rule {label or int(match.group(1)) + 1}: {message[: match.start()]}" + (f" - at `{field}`" if field else "")
