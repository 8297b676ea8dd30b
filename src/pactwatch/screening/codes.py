"""The stable codes of lists, screening and the register of actors."""

from __future__ import annotations

MEANINGS = {
    "PW140": "A list says nowhere of which day it is, and --as-of is missing.",
    "PW141": "--columns is not written as ours=theirs.",
    "PW142": "There is nothing to screen, a name says nothing, there is no list to screen against, or no entry with this reference.",
    "PW143": "The file of names cannot be read, or is no UTF-8 text.",
    "PW144": "The register of actors has no such name, or the name is an office and no day was given.",
    "PW501": "The file is no sanctions list in a format that is read.",
    "PW502": "Something in a sanctions list is broken or missing; the row or entry is named, and nothing of the list is added.",
    "PW503": "The file of a sanctions list is missing, cannot be read, or is too large.",
    "PW504": "No copy of a list has an entry with this reference.",
}
"""Each code with what it stands for, in a sentence. Codes are never reused."""
