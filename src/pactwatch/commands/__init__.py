"""What the commands do once their arguments are parsed: one module each; `cli.py` calls them."""
