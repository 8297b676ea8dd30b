"""Imported by the fork server, so that every worker starts with the engine in memory."""

from __future__ import annotations

from pactwatch.reading.threads import say_one_thread

say_one_thread()  # before numpy is loaded

from pactwatch.reading.parse import load_model, model_digest  # noqa: E402

load_model()
model_digest()
