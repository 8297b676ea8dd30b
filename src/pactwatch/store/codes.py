"""The stable codes of LedgerError, one name each; at the end those of calls (UsageError) that review claims."""

from __future__ import annotations

CANNOT_OPEN = "PW401"
"""The file or folder is missing, is of the wrong kind, or may not be written."""

NOT_A_LEDGER = "PW402"
"""The file is something else than a ledger."""

NEWER_SCHEMA = "PW403"
"""A later version of the program wrote this ledger."""

DAMAGED = "PW404"
"""The database file or a row in it is damaged."""

BUSY = "PW405"
"""Another process held the ledger for longer than the waiting time."""

REFUSED = "PW406"
"""A reading that could not be verified later: spans outside the text, hashes that differ, doubled ids."""

APPEND_ONLY = "PW407"
"""A change that an append-only ledger does not allow."""

UNKNOWN_ID = "PW408"
"""No claim, document, story, finding or judgement has this id."""

AMBIGUOUS_ID = "PW409"
"""More than one claim, document, story, finding or judgement starts with this id."""

STORAGE = "PW410"
"""The disk is full, failed, or cannot hold something this large."""

UNSUPPORTED = "PW411"
"""A database URL of a kind that is not supported."""

UNDONE = "PW412"
"""The judgement is undone already."""

WRONG_KIND = "PW413"
"""The judgement is of another kind than this command takes back."""

CHANGED = "PW414"
"""Another person judged the claim since it was looked at; look again, then decide."""

CASE_CHANGED = "PW415"
"""Somebody else changed the case, what it cites or the element since it was looked at; nothing was written."""

NOT_NOW = "PW418"
"""The claim's review does not allow this as it stands, as accepting what is retracted."""

INTERNAL = "PW419"
"""The database refused a statement for another reason."""

NO_REVIEW = "PW154"
"""A review without what it takes: an action that there is, a grade, words, a name."""

BAD_EDIT = "PW155"
"""An edit of a claim that cannot be one: an unknown field, a span outside the text, words that are not there, bounds the wrong way round."""

BAD_FILE = "PW156"
"""A file of decisions that cannot be read, or whose first line does not name its columns."""

CONNECTION = "PW420"
"""The connection to the database server was lost; what was not told to be kept is not in."""

MIGRATION = "PW421"
"""A ledger cannot be brought to this version, or into this other ledger, without losing something."""
