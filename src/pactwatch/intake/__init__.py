"""Intake: a source to a capture and a document. `take_in` is the door; everything behind it is one input's own affair."""

from __future__ import annotations

from pactwatch.intake.take import take_bytes, take_in, take_url
from pactwatch.intake.taken import IntakeOptions, Taken

__all__ = ["IntakeOptions", "Taken", "take_bytes", "take_in", "take_url"]
