"""Figures over time: series, what conflicts, what arithmetic explains, what was known on a day. Pure functions over the model."""
