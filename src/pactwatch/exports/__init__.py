"""Claims for other programs: spreadsheets, data frames, maps, event data, investigation and threat-intelligence tools, references.

`records` in pactwatch.commands.exporting gathers what is exported from a ledger; each module here writes one format.
Formats register by entry point (pactwatch.plugins).
"""
