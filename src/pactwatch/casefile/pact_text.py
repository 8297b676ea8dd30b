"""The balance of a pact in the terminal: each way, kind by kind; dates with sources; contradictions; names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from pactwatch.casefile.figure_text import left_out_line
from pactwatch.casefile.plain import left_out_words, one_line

SIGNS = {"confirmed": "●", "alleged": "≈", "planned": "○", "demanded": "!", "denied": "✕"}
LEGEND = (
    "● confirmed: one of the two says so of itself   ≈ alleged: others, the outlet or a hedge say so   ○ planned   ! demanded   ✕ denied"
)
SHOWN = 5


def print_pacts(console: Console, found: dict[str, Any], *, whole: bool = False) -> None:
    """Print all that is known of two parties; of the `whole` also each transfer that is left out."""
    names = {party["id"]: party["name"] for party in found["parties"]}
    for row in found["balance"]:
        head = f"{names.get(row['giver'], row['giver'])} → {names.get(row['taker'], row['taker'])}: {row['kind']}"
        counts = ", ".join(f"{SIGNS[s]} {n} {s}" for s, n in row["states"].items() if n)
        console.print(Text(f"{head}  ({counts})", style="bold"))
        for t in row["transfers"][:SHOWN]:
            what = f"{t['published'] or 'undated':10} {SIGNS[t['state']]} {t['amount'] or t['quote'][:80]}"
            console.print(Text("  " + one_line(f"{what}  {' > '.join(t['said_by'])}  {t['claim']}{_review(t)}")), soft_wrap=True)
        if len(row["transfers"]) > SHOWN:
            console.print(Text(f"  and {len(row['transfers']) - SHOWN} more: --format csv has them"))
    if found["balance"]:
        console.print(Text(LEGEND, style="dim"), soft_wrap=True)
    if found["left_out"]:
        hint = "" if whole else "; --why shows which, by whom and why"
        console.print(Text(f"{left_out_words(len(found['left_out']), 'transfer')}{hint}", style="italic"))
    for t in found["left_out"] if whole else ():
        what = f"{t['published'] or 'undated':10} {SIGNS[t['state']]} {t['amount'] or t['quote'][:80]}"
        console.print(Text("  " + one_line(f"{what}  {left_out_line(t)}")), soft_wrap=True)
    print_register(console, found["pacts"])
    for c in found["contradictions"]:
        console.print(Text(one_line(f"contradicts the register: {c['why']}  {c['claim']}"), style="bold red"), soft_wrap=True)
        console.print(Text("  " + one_line(f"“{c['quote']}”")), soft_wrap=True)
    if found["names"]:
        console.print(Text("names for it", style="bold"))
    for side, group in _by_side(found["names"], names):
        console.print(Text("  " + one_line(f"{side}: {'; '.join(group)}")), soft_wrap=True)


def _review(t: dict[str, Any]) -> str:
    """Return the review of a transfer's claim, where there is one, and what the machine had read where people edited it."""
    said = f"  {t['review']}" if t["review"] != "unreviewed" else ""
    machine = t["machine"]
    read = f"; read as {SIGNS[machine['state']]} {machine['amount'] or ''} {' > '.join(machine['said_by'])}" if machine else ""
    return f"{said}  edited{read}" if t["edited"] else said


def print_register(console: Console, pacts: Sequence[dict[str, Any]]) -> None:
    """Print pacts with their dates and where these are reported."""
    for pact in pacts:
        console.print(Text(one_line(pact["name"]), style="bold"), soft_wrap=True)
        for e in pact["events"]:
            of = f" by {e['of']}" if e["of"] else ""
            note = f" ({e['note']})" if e["note"] else ""
            console.print(Text("  " + one_line(f"{e['date']} {e['event'].replace('_', ' ')}{of}{note}  {' '.join(e['sources'])}")), soft_wrap=True)


def _by_side(found: Sequence[dict[str, Any]], names: dict[str, str]) -> list[tuple[str, list[str]]]:
    sides: dict[str, list[str]] = {}
    for n in found:
        side = names.get(n["side"] or "", "") or (n["said_by"] and f"others ({n['said_by']})") or "the outlets themselves"
        sides.setdefault(side, []).append(f"{n['name']} [{n['puts']}] “{n['words']}”")
    return [(side, list(dict.fromkeys(group))) for side, group in sorted(sides.items())]
