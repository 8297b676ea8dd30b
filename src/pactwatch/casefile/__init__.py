"""What a person or another program is shown: terminal, page, rows, JSON."""
