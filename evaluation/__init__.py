"""Measurements of the engine: `make eval` (run.py) and `make bench` (bench.py). Not part of the installed package."""
