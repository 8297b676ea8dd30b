"""How commands end other than well: one line on stderr with a stable code, and the exit status that belongs to it.

0 done; 1 a check failed, or the ledger cannot be written or trusted; 2 the call cannot be carried out as given;
3 some inputs failed, the others are in; 130 interrupted. A reader that went away (`| head`) is no failure.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pactwatch.errors import PactwatchError

FAILED, USAGE, SOME_INPUTS, INTERRUPTED = 1, 2, 3, 130
WRITING = "PW123"
"""Code for output that cannot be written: a full disk, a page's path."""
CALL = frozenset({"PW401", "PW402", "PW403", "PW408", "PW409", "PW411", "PW412", "PW413", "PW414", "PW415", "PW418", "PW421"})
"""Codes of LedgerError that ask for another call: no such ledger or claim, a file that is none (store/codes.py)."""


@contextmanager
def reported() -> Iterator[None]:
    """Turn what ends a command early into its line and exit status."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # what is left in the buffer would fail again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        say("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except PactwatchError as error:
        say(f"{error.code} {error}")
        raise typer.Exit(status_of(error)) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say(f"{WRITING} {place}what was found cannot be written ({error.strerror or error}); check the disk and the path")
        raise typer.Exit(FAILED) from None


def status_of(error: PactwatchError) -> int:
    """Return the exit status for an error that ends a command."""
    return status_of_code(error.code)


def status_of_code(code: str) -> int:
    """Return the exit status that belongs to a code."""
    if code == WRITING:
        return FAILED
    if code in CALL:
        return USAGE
    return {"1": USAGE, "2": SOME_INPUTS, "3": SOME_INPUTS, "5": USAGE}.get(code.removeprefix("PW")[:1], FAILED)


def say(line: str) -> None:
    """Print one line on stderr, with nothing in it that could steer a terminal."""
    from pactwatch.casefile.plain import one_line

    typer.echo(one_line(line), err=True)
