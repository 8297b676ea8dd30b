"""The web server: the REST API under /api/v1 and the pages, both over one open ledger; `create_app` makes it."""
