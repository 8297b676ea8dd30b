"""Which failures say nothing about what was to be done, only that the ledger cannot be reached for a while."""

from __future__ import annotations

import errno

from pactwatch.errors import LedgerError
from pactwatch.store.codes import BUSY, CANNOT_OPEN, CONNECTION, STORAGE

AWAY = frozenset({CANNOT_OPEN, CONNECTION})
"""Codes, for a ledger that was open before, of one that cannot be reached: a server that starts again, no file handles left."""
LATER = AWAY | {BUSY, STORAGE}
"""Codes of a ledger that is away, busy or full: what failed by them is tried again later."""
_SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})


def comes_back(error: BaseException) -> bool:
    """Whether what failed may go well later, as it stands: the ledger is away, busy or full, or the machine short of something."""
    if isinstance(error, LedgerError):
        return error.code in LATER
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _SCARCE)
