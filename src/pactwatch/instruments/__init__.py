"""Resolutions and treaties as data, their official words, and claims assessed against them element by element.

Pure functions over `pactwatch.model`: nothing here opens a ledger. `register()` gives the instruments, `assess` the
findings of one reading, `law_errors` what a text says wrongly about the instruments themselves. No verdict anywhere.
"""

from pactwatch.instruments.assess import assess
from pactwatch.instruments.findings import ElementResult, Finding, LawError
from pactwatch.instruments.press import law_errors
from pactwatch.instruments.register import Register, register

__all__ = ["ElementResult", "Finding", "LawError", "Register", "assess", "law_errors", "register"]
