"""Where `read` runs: in this process (local) or in several (pool). The outcomes are the same, in the same order."""
