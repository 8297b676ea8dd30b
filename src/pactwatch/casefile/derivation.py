"""Why a claim exists, in the words of the data files: its rule, the cues that spoke for its type, its certainty, its source."""

from __future__ import annotations

from typing import Any

from pactwatch.data import read_toml
from pactwatch.model import Claim, Reading, Span, Statement

CONDITIONS = ("head", "kind", "theme", "any", "none", "with", "quantity")
"""What a rule of data/events/rules.toml may ask for, in the order in which it is shown."""


def rule_words(rule: str) -> dict[str, str]:
    """Return what the rule asks for, by condition, as its data file says; {} for one that is not in it."""
    for row in read_toml("events/rules.toml")["rule"]:
        if row["id"] == rule:
            return {name: str(row[name]) for name in CONDITIONS if name in row}
    return {}


def rule_origin(claim: Claim) -> str:
    """Return in a sentence what gave the claim its type."""
    if rule_words(claim.rule):
        return "a rule of data/events/rules.toml"
    if claim.rule.startswith("weights."):
        return "no single rule: the weights of data/events/types.tsv, by the cues below"
    if claim.rule.startswith("encoder."):
        return "no single rule: the encoder and the weights of data/events/types.tsv, by the cues below and the words around"
    if claim.rule.startswith("check."):
        return "a check of the grammar, which overrules the weights"
    return "a rule that this version's data files do not hold"


def statement_of(claim: Claim, reading: Reading) -> Statement | None:
    """Return the statement that a claim was made in."""
    return next((item for item in reading.statements if item.id == claim.statement), None)


def derivation(claim: Claim, reading: Reading) -> dict[str, Any]:
    """Return rule, conditions, trigger, cues and statement as one record, each span with its words."""
    text = reading.document.text
    statement = statement_of(claim, reading)
    return {
        "rule": claim.rule,
        "origin": rule_origin(claim),
        "conditions": rule_words(claim.rule),
        "trigger": quoted(text, claim.trigger),
        "cues": claim.cues,
        "modality_cues": [quoted(text, cue) for cue in claim.modality_cues],
        "attribution_cues": [quoted(text, source.cue) if source.cue else None for source in claim.attributed_to],
        "statement_rule": statement.rule if statement else None,
    }


def quoted(text: str, span: Span) -> dict[str, Any]:
    """Return a span with its words."""
    return {"span": span, "text": text[span[0] : span[1]]}
