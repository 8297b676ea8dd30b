"""The encoder's training: what it is trained on (examples), the network (network), training and export (train, export)."""
