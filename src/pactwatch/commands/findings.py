"""`pactwatch finding`: one finding whole, an element decided by a person, a conclusion, and taking either back."""

from __future__ import annotations

from pactwatch.casefile.rows import encode_json
from pactwatch.commands.assessing import finding_lines
from pactwatch.commands.choices import Format
from pactwatch.commands.finding_judgements import CONCLUSION, ELEMENT, check_conclusion, element_of, find, judged, named
from pactwatch.commands.given import checked
from pactwatch.commands.instrument_files import texts_of
from pactwatch.commands.printing import write
from pactwatch.commands.reviewed_findings import with_reviews
from pactwatch.errors import UsageError
from pactwatch.instruments import codes
from pactwatch.store import open_ledger

STATUSES = ("met", "unknown", "not_met", "contested")


def show_finding(ledger: str, wanted: str, form: Format) -> None:
    """Print one finding with its elements. Raises LedgerError PW408 (none) and PW409 (several)."""
    with open_ledger(ledger) as opened, opened.view() as view:
        texts = texts_of(view)
        [finding] = with_reviews(view, [judged(view).applied(find(view, texts.register, wanted))])
        readings = {reading.document.id: reading for reading in view.readings(finding.document)}
    if form is Format.table:
        write("".join(f"{line}\n" for line in finding_lines(finding, readings, texts)).encode("utf-8", "backslashreplace"))
    else:
        write(encode_json(finding) + b"\n")


def set_element(ledger: str, wanted: str, element: str, status: str, why: str, who: str | None) -> None:
    """Decide an element: `status` stands in place of what the program found, with the reason. Raises UsageError PW133, PW136."""
    if status not in STATUSES:
        raise UsageError(f"{status} is no status; these are: {', '.join(STATUSES)}", code=codes.BAD_STATUS)
    with open_ledger(ledger, create=True) as opened:
        with opened.view() as view:
            finding = find(view, texts_of(view).register, wanted)
            found = element_of(finding, element)
        value = {"element": element, "status": status, "found": found.status, "provision": finding.provision}
        made = opened.judge_anew(ELEMENT, finding.id, value, "element", why=why, who=who)
    write(f"{finding.cite}, {element}: {status} ({made.id}, by {made.who}); the program found {found.status}\n".encode("utf-8", "backslashreplace"))


def conclude(ledger: str, wanted: str, text: str, why: str, who: str | None) -> None:
    """Record what a named person concludes of a finding. Raises UsageError PW134 without a name, PW124 without words."""
    person = named(who)
    checked({"the conclusion": text})
    with open_ledger(ledger, create=True) as opened:
        with opened.view() as view:
            finding = find(view, texts_of(view).register, wanted)
        made = opened.judge(CONCLUSION, finding.id, {"text": text, "provision": finding.provision}, why=why, who=person)
    write(f"{finding.cite}: concluded by {made.who} ({made.id})\n".encode("utf-8", "backslashreplace"))


def take_back(ledger: str, judgement: str, why: str, who: str | None) -> None:
    """Undo a decision or conclusion by the id of its judgement."""
    with open_ledger(ledger, create=True) as opened:
        made = opened.undo(judgement, why=why, who=who, kinds=(ELEMENT, CONCLUSION), check=check_conclusion)
    write(f"{made.undoes} is taken back ({made.id}, by {made.who})\n".encode("utf-8", "backslashreplace"))
