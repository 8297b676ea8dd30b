"""The event data files: every rule names a known type, known classes, and has an id of its own."""

from __future__ import annotations

from pactwatch.data import read_toml
from pactwatch.reading.event_rules import rules

TYPES = set(read_toml("events/roles.toml")["plover"])
CLASSES = {part: set(read_toml("events/lexicon.toml")[part]) for part in ("noun", "verb")}


def test_rule_ids_are_unique_and_types_known() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))
    assert {rule.type for rule in rules()} <= TYPES


def test_rules_name_only_known_classes() -> None:
    verbs = {f"@{name}" for name in CLASSES["verb"]} | {"@any"}
    for rule in rules():
        assert {w for w in rule.head if w.startswith("@")} <= verbs, rule.id
        for word in rule.theme | rule.any | rule.none:
            assert word.startswith("=") or word in CLASSES["noun"] | verbs, (rule.id, word)


def test_every_type_has_a_plover_event_and_recipient_slots() -> None:
    assert set(read_toml("events/roles.toml")["recipient"]) == TYPES
    assert all(row["event"] for row in read_toml("events/roles.toml")["plover"].values())
