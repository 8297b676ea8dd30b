"""The stable codes of errors about cases and their bundles, one name each."""

from __future__ import annotations

NO_PART = "PW170"
"""The case has no such paragraph, question, reply, exhibit, exclusion, field or kind of exhibit, is not empty, or is answered before it asked."""

NO_REFERENCE = "PW171"
"""What stands in double brackets is no reference to a claim, figure or provision, or the ledger does not hold it."""

OWN_CASE = "PW172"
"""Not for an author of the case (to sign it, to lower its rules), who is no reviewer, or who did not sign what is to be restored."""

NOT_READY = "PW600"
"""A case cannot be exported, signed or published as it stands; the message says why, and `case check` lists all of it."""

UNCITED = "PW601"
"""A sentence with a figure or a name has no footnote, or none that carries it."""

UNREVIEWED = "PW602"
"""A cited claim is not accepted by as many people as the case asks for, or it is rejected or retracted."""

VERDICT = "PW603"
"""A paragraph finds a violation without the conclusion of a named person that it refers to."""

UNSIGNED = "PW604"
"""Fewer people who are no authors have signed the case, as it stands, than its rules ask for."""

NOTHING = "PW605"
"""The case holds no reviewed claim, so that there is nothing to export."""

LOST = "PW606"
"""A reference of a paragraph leads to nothing that the ledger holds."""

NO_BUNDLE = "PW610"
"""The file is no bundle of a case, or one made to do harm; nothing of it was unpacked."""

BROKEN = "PW611"
"""A file of the bundle, or the archive around the files, is not what the manifest says."""
