"""One tree of errors; each has a stable code, and its message is one line: what is wrong and what to do.

PactwatchError            PW000
├── UsageError            PW1xx  the call itself is wrong (exit 2)
├── IntakeError           PW2xx  one input cannot be taken in (exit 3, the others go on)
├── ReadingError          PW3xx  a text cannot be read (exit 3, the others go on)
├── LedgerError           PW4xx  the ledger cannot be opened, written or trusted (exit 1; 2 where another call would do)
├── ListError             PW50x  a sanctions list cannot be read (exit 2)
├── CaseError             PW6xx  a case cannot be exported as it stands, or a bundle fails verification (exit 1)
├── DeliveryError         PW7xx  an alert cannot be delivered (it is tried again, or listed as dead)
└── WebError              PW8xx  the server refuses a request (its answer says the HTTP status)
"""

from __future__ import annotations


class PactwatchError(Exception):
    """Base of all errors that a user may see. `code` is stable; `str(error)` is one line."""

    code = "PW000"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        """Keep `message` (folded to one line); `code` overrides the class's code."""
        super().__init__(" ".join(message.split()))
        if code is not None:
            self.code = code


class UsageError(PactwatchError):
    """The command or call is wrong: an unknown option value, a missing file argument."""

    code = "PW100"


class IntakeError(PactwatchError):
    """An input cannot be taken in: not found, too large, broken, refused."""

    code = "PW200"


class ReadingError(PactwatchError):
    """A text cannot be read by the engine."""

    code = "PW300"


class LedgerError(PactwatchError):
    """The ledger cannot be opened or written, or fails verification."""

    code = "PW400"


class ListError(PactwatchError):
    """A sanctions list cannot be read: PW501 the format is not known, PW502 something in it is wrong or missing."""

    code = "PW500"


class CaseError(PactwatchError):
    """A case does not hold what its rules ask for, or a bundle does not verify (casefile/codes.py)."""

    code = "PW600"


class DeliveryError(PactwatchError):
    """An alert cannot be delivered; `passing` says that it may go through another time, `pause` after how many seconds."""

    code = "PW700"

    def __init__(self, message: str, *, code: str | None = None, passing: bool = True, pause: float = 0.0) -> None:
        """Keep the message, its code, and whether and when to try again."""
        super().__init__(message, code=code)
        self.passing, self.pause = passing, pause
