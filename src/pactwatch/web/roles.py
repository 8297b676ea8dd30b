"""Who may do what: the one table of roles. A route that is not in it is open to nobody."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """Each role may do what those before it may."""

    anyone = 0
    reader = 1
    analyst = 2
    reviewer = 3
    admin = 4


GIVEN = ("reader", "analyst", "reviewer", "admin")
"""The roles that an account can have."""

READS = (
    "api.activity", "api.actors", "api.alerts", "api.assess", "api.case", "api.case.export", "api.case.log", "api.cases", "api.claim", "api.claims",
    "api.document", "api.documents", "api.facets", "api.figures", "api.finding", "api.grades", "api.instrument",
    "api.instruments", "api.lists", "api.lists.entry", "api.map", "api.me", "api.origin", "api.origins", "api.pact", "api.pacts",
    "api.queue", "api.reopened", "api.read.job", "api.read.jobs", "api.reading", "api.readings", "api.reviews", "api.screen", "api.screen.many",
    "api.sources", "api.verify",
)  # fmt: skip

PAGES = (
    "pages.home", "pages.activity", "pages.alerts",
    "pages.case", "pages.case.export", "pages.case.preview", "pages.cases", "pages.claim", "pages.claims",
    "pages.document", "pages.excluded", "pages.figures", "pages.finding", "pages.keys", "pages.map", "pages.origins", "pages.pacts",
    "pages.provisions", "pages.read", "pages.read.job", "pages.review", "pages.review.at",
    "pages.source", "pages.sources", "pages.story", "pages.verify",
)  # fmt: skip
JUDGES = (
    "pages.case.change", "pages.cases.make", "pages.finding.decide", "pages.read.send", "pages.review.judge", "pages.review.settle",
    "pages.review.undo", "pages.source.grade", "pages.story.decide",
)  # fmt: skip
WRITES = (
    "api.case.build", "api.case.exclusion.add", "api.case.exhibit.add", "api.case.field", "api.case.paragraph.add", "api.case.paragraph.change",
    "api.case.paragraph.remove", "api.case.part.remove", "api.case.question.add", "api.case.reply.add", "api.case.undo", "api.cases.make",
    "api.finding.element", "api.grade", "api.origin.join", "api.origin.split", "api.read", "api.reopened.settle", "api.review",
    "api.screen.decide", "api.undo",
)
SIGNS = ("api.case.publish", "api.case.sign", "api.finding.conclude", "pages.case.publish", "pages.case.sign", "pages.finding.conclude")

ROLES: dict[str, Role] = {
    **dict.fromkeys(READS, Role.reader),
    **dict.fromkeys(WRITES, Role.analyst),
    **dict.fromkeys(SIGNS, Role.reviewer),
    "api.health": Role.anyone,
    "api.schema": Role.anyone,
    "static": Role.anyone,
    "pages.login": Role.anyone,
    "pages.login.send": Role.anyone,
    "pages.logout": Role.anyone,
    **dict.fromkeys(PAGES, Role.reader),
    **dict.fromkeys(JUDGES, Role.analyst),
    "pages.password": Role.reader,
    "pages.password.send": Role.reader,
}
"""The least role that each route asks for, by the route's name."""


def role_named(name: str) -> Role:
    """Return the role that an account has; `KeyError` for none that can be given."""
    if name not in GIVEN:
        raise KeyError(name)
    return Role[name]
