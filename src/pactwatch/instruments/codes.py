"""The stable codes of errors about instruments and findings, one name each."""

from __future__ import annotations

UNKNOWN = "PW130"
"""No provision or instrument has this id, citation, symbol or number."""

BAD_FILE = "PW131"
"""An instrument file does not hold what its format asks for."""

UNKNOWN_DOCUMENT = "PW132"
"""The ledger holds no document of this id, URL or title."""

UNKNOWN_ELEMENT = "PW133"
"""The finding's provision has no element of this id."""

UNSIGNED = "PW134"
"""A conclusion without the name of the person who draws it."""

UNNAMED = "PW135"
"""The official text does not say which instrument it is."""

BAD_STATUS = "PW136"
"""This is no status of an element."""

CLASH = "PW137"
"""An instrument file has the name of an instrument, provision or fact that is there already."""

REPLACED = "PW138"
"""The copy is in the ledger already, and a later one stands in its place."""

NOT_OFFICIAL = "PW230"
"""The file is no official text: broken XML, or nothing in it is numbered."""

CANNOT_READ = "PW231"
"""The file of an instrument is missing or cannot be read."""

TOO_LARGE = "PW232"
"""The file is larger than any instrument."""
