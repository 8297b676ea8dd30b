"""The stable codes of watching and alerts, one name each."""

from __future__ import annotations

BAD_LIST = "PW180"
"""A list of feeds names nothing that can be watched, or is no OPML and no list of addresses."""

BAD_SPAN = "PW181"
"""A span of time is not written as 90s, 15m, 2h or 1d."""

BAD_RULES = "PW182"
"""A file of alert rules is missing, is no TOML, or a rule or channel in it says something that it cannot."""

NOT_WATCHED = "PW183"
"""No feed of this address is watched, or no job of this name is dead."""

OTHER_RULES = "PW184"
"""Another file of rules looks at this ledger; the message says how to use this one beside it, or in its place."""

NO_SECRET = "PW701"  # noqa: S105 - a code
"""A channel needs a secret from the environment that is not set."""

MAIL_REFUSED = "PW702"
"""The mail server refuses the message, or cannot be reached or logged in to."""

HOOK_REFUSED = "PW703"
"""The webhook does not accept the alert, or cannot be reached."""

FILE_REFUSED = "PW704"
"""The Atom file cannot be written."""

NO_CHANNEL = "PW705"
"""The rules name no such channel any more."""

SIMULATED = "PW706"
"""Time is simulated, and the channel leads to another machine than this one."""
