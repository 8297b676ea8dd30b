"""Pactwatch: a checkable ledger of claims from reporting on military cooperation, arms, labour and money."""

__version__ = "0.3.0"
