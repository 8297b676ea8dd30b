"""The tagger of named entities: what it is trained on, and its training."""
