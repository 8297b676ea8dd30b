"""Origins: which documents tell one story, who claims it, through whom it came, and what changed on the way.

Pure functions over readings: `facts_of` (facts.py) takes from one reading what comparing needs, `StoryIndex` (index.py)
groups documents into stories, `trace` (trace.py) gives a story's claimants, relays, copies, independence and drifts.
"""
