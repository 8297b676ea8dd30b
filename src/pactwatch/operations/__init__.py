"""Operations: what a watch has to do and what it did, in the ledger's database and yet no part of the ledger.

Jobs, feeds, pace of hosts, alerts and what was reopened are rows that change and go; they are neither hashed nor
append-only, and a ledger without them is whole. `Operations` opens them; the other modules work in one transaction each.
"""
