"""What is wrong with rules and channels, beyond what their types say: each a line that names the rule or channel."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pactwatch.alerts.rules import (
    APP,
    CAUSES,
    AnyRule,
    Atom,
    Channel,
    ClaimRule,
    Claims,
    FigureRule,
    Mail,
    ProvisionRule,
    ReopenedRule,
    Rules,
    StoryRule,
    Webhook,
)
from pactwatch.errors import IntakeError
from pactwatch.store.codec import day_bounds

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
LONGEST = 600.0
"""Seconds that a channel may wait for its receiver at most."""
MOST_ENTRIES = 10_000
"""Alerts that an Atom feed may have at most."""


def problems(rules: Rules) -> Iterator[str]:
    """Yield what is wrong with a file of rules."""
    if rules.name and not _ID.fullmatch(rules.name):
        yield f"name {rules.name!r}: a name is of letters, digits, - and _"
    seen = set()
    for rule in rules.rule:
        if not _ID.fullmatch(rule.id):
            yield f"rule {rule.id!r}: an id is of letters, digits, - and _"
        if rule.id in seen:
            yield f"rule {rule.id}: there are two of this id"
        seen.add(rule.id)
        yield from (f"rule {rule.id}: there is no channel {name}" for name in rule.deliver or () if name != APP and name not in rules.channel)
        yield from (f"rule {rule.id}: {problem}" for problem in _rule(rule))
    for name, channel in rules.channel.items():
        if not _ID.fullmatch(name) or name == APP:
            yield f"channel {name!r}: a name is of letters, digits, - and _, and not \"{APP}\""
        yield from (f"channel {name}: {problem}" for problem in _channel(channel))


def _rule(rule: AnyRule) -> Iterator[str]:
    from pactwatch.commands.populations import known_measures

    if isinstance(rule, Claims):
        yield from _claims(rule)
    if isinstance(rule, ClaimRule) and not rule.asks:
        yield "it would alert of every claim; say which, as type = \"deploy_forces\""
    if isinstance(rule, FigureRule) and rule.measure not in known_measures():
        yield f"{rule.measure} is no measure; these are: {', '.join(sorted(known_measures()))}"
    if isinstance(rule, StoryRule) and not (rule.documents or rule.claimants or rule.confirmations or rule.drift):
        yield "say what the story must reach: documents, claimants, confirmations or drift"
    if isinstance(rule, ReopenedRule) and not set(rule.causes) <= set(CAUSES):
        yield f"causes are {', '.join(CAUSES)}"
    if isinstance(rule, ProvisionRule) and rule.origins < 1:
        yield "origins is a number from 1 on"


def _claims(rule: Claims) -> Iterator[str]:
    from pactwatch.data import read_toml

    if rule.type is not None and rule.type not in read_toml("output/wording.toml")["type"]:
        yield f"{rule.type!r} is no type of claim"
    for name, value in (("since", rule.since), ("until", rule.until)):
        if value is not None and day_bounds(value) is None:
            yield f"{name} takes a day, month or year as in 2025-06-18, 2025-06 or 2025, not {value!r}"


def _channel(channel: Channel) -> Iterator[str]:
    if isinstance(channel, Atom):
        if not channel.file.strip() or "\0" in channel.file:
            yield "`file` names no file"
        if not 1 <= channel.most <= MOST_ENTRIES:
            yield f"most is a number from 1 to {MOST_ENTRIES}"
        return
    if not (math.isfinite(channel.timeout) and 0 < channel.timeout <= LONGEST):
        yield f"timeout is a number of seconds, more than 0 and at most {LONGEST:.0f}"
    yield from _webhook(channel) if isinstance(channel, Webhook) else _mail(channel)


def _webhook(channel: Webhook) -> Iterator[str]:
    from pactwatch.intake.fetch import checked_url

    try:
        checked_url(channel.url)
    except IntakeError as error:
        yield f"url: {error}"


def _mail(channel: Mail) -> Iterator[str]:
    yield from (f"{address!r} is no address" for address in (*channel.to, channel.sender) if not _is_address(address))
    if not channel.to:
        yield "`to` names nobody"
    if not re.fullmatch(r"[^\s/@\x00-\x1f]{1,253}", channel.host):
        yield f"host is the name of a mail server, as mail.example.org, not {channel.host!r}"
    if not 1 <= channel.port <= 65_535:
        yield "port is a number from 1 to 65535"


def _is_address(text: str) -> bool:
    return re.fullmatch(r"[^\s@<>,;\"\x00-\x1f]{1,200}@[^\s@<>,;\"\x00-\x1f]{1,200}", text) is not None
