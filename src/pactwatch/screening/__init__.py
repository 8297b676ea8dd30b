"""Names against sanctions lists: which entries a name may stand for, how probable, why, and what is missing.

Pure functions over lists and names: no database, no clock. A match is a name, never a person.
"""
