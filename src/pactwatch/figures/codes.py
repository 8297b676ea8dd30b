"""Error codes of figures, pacts and grades; each is documented in docs/reference/errors.md."""

NO_GRADE = "PW151"
"""The grade is none of the Admiralty system: A to F for a source, 1 to 6 for a claim."""
UNCONFIRMED = "PW152"
"""Credibility 1 was asked for a claim that has not two independent origins."""
NO_PARTY = "PW153"
"""A party of a pact is no state that the register of actors knows, or the two are one."""
