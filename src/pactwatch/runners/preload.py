"""Imported by the fork server, so that every worker starts with the engine in memory."""

from __future__ import annotations

from pactwatch.reading.parse import load_model, model_digest

load_model()
model_digest()
