"""The record of a provision: what its footnote quotes comes first, the official words last, where the ledger has them."""

from __future__ import annotations

from case_builders import PROVISION

from pactwatch.casefile.provision_record import cited_words, record_text
from pactwatch.instruments.register import register


def test_a_record_begins_with_what_a_footnote_gives_and_ends_with_the_official_words() -> None:
    known = register()
    provision = known.provision(PROVISION)
    without = record_text(provision, known.instrument_of(provision), None)
    assert without.startswith(cited_words(provision) + "\n")
    assert "official text: not in the ledger" in without
    assert record_text(provision, known.instrument_of(provision), "Decides that States").endswith("official text:\nDecides that States\n")
