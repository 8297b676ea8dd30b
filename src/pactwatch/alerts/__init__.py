"""Alerts: rules over what is new in a ledger, and their delivery to the app, an Atom feed, by e-mail and by webhook.

What is new is what came after a cursor: the ledger's own sequences of readings and judgements, whoever wrote them. An alert,
its deliveries and the step of the cursor are one transaction, so that no change is looked at twice and none is skipped.
"""
