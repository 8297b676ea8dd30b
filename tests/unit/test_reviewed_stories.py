"""Stories under review: a claimant whose claims were all rejected or retracted confirms nothing, and is named."""

from __future__ import annotations

from pactwatch.casefile.origins_text import summary
from pactwatch.figures.rulings import Ruling, Standing
from pactwatch.origins.reviewed import reviewed
from pactwatch.origins.types import Claimant, Story


def claimant(name: str, *claims: str) -> Claimant:
    return Claimant(name=name, actor=None, standing="own", claims=claims, documents=("doc-1",), relays=())


def ruling(claim: str, status: str) -> Ruling:
    return Ruling(claim=claim, document="doc-1", status=status, who="Ana", at="2025-07-01", why="misread")  # type: ignore[arg-type]


STORY = Story(
    id="story-1", title="Sappers", documents=("doc-1",), claimants=(claimant("Seoul", "cl-1", "cl-2"), claimant("Kyiv", "cl-3"), claimant("Outlet")),
    independent_confirmations=2, unknown_lineage=(), copies=(), pairs=(), drifts=(),
)  # fmt: skip


def test_only_one_all_of_whose_claims_are_left_out_counts_no_more() -> None:
    some = Standing({"cl-1": ruling("cl-1", "rejected"), "cl-3": ruling("cl-3", "accepted")})
    assert reviewed(STORY, some) == STORY
    every = Standing({"cl-3": ruling("cl-3", "retracted")})
    found = reviewed(STORY, every)
    assert (found.independent_confirmations, found.left_out) == (1, ("Kyiv",))
    assert found.claimants == STORY.claimants
    assert summary(found).endswith("1 independent confirmation, 1 claimant left out by review")
    assert reviewed(STORY, Standing()) == STORY
