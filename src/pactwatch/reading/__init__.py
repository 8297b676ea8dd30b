"""The reading: one module per kind of mention, each a pure function from the parsed text to mentions."""
