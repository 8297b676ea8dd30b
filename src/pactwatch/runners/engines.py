"""Engines by name, without loading the built-in ones, which takes a second."""

from __future__ import annotations

from pactwatch import __version__, plugins
from pactwatch.plugins import checked_engine

__all__ = ["checked_engine", "version_of"]


def version_of(name: str) -> str:
    """Return the version that the readings of an engine carry. Raises UsageError PW128, or PW191 for a plugin that cannot be loaded."""
    if checked_engine(name) in plugins.BUILT_IN[plugins.ENGINES]:
        return __version__
    from pactwatch.read import find_engine

    return find_engine(name).version
