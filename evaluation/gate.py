"""The gate: how many texts with a claim pass, by models that did not see them, and how much ordinary text is stopped.

Recall is that of five folds for every source that the gate is fitted on (fit_gate.py); what is stopped is measured by the
data that ship, on sources that they were not fitted on, except GUM's part under CC BY (by folds).
"""

from __future__ import annotations

from evaluation.fit_gate import held_out, key
from evaluation.gate_data import Text, load
from evaluation.measures import Measure, share, unmeasured
from pactwatch.reading.gate import least
from pactwatch.reading.gate_words import marks

STOPPED = {
    "corpus-held": "articles of domains held out", "gum-by": "GUM texts", "gum-sa": "GUM biographies and guides", "polnear": "political news texts",
}  # fmt: skip


def run() -> list[Measure]:
    """Return the measures of the gate."""
    texts = [text for text in load() if text.windows]
    scores = held_out(texts, {key(text): [marks(window) for window in text.windows] for text in texts})

    def passed(text: Text) -> bool:
        return max(scores[key(text)]) >= least(len(text.windows))

    articles = [text for text in texts if text.relevant and not text.source.startswith("certainty")]
    sentences = [text for text in texts if text.relevant and text.source.startswith("certainty")]
    found = [
        share("gate.recall", sum(map(passed, articles)), len(articles), "articles with a claim"),
        share("gate.recall_sentences", sum(map(passed, sentences)), len(sentences), "single sentences with a claim"),
        _alone(texts, scores),
    ]
    for source, what in STOPPED.items():
        ordinary = [text for text in texts if text.source == source]
        name = f"gate.stopped_{source.replace('-', '_')}"
        found.append(share(name, sum(not passed(text) for text in ordinary), len(ordinary), what, gated=source == "corpus-held")
                     if ordinary else unmeasured(name, "the data is absent", gated=False))  # fmt: skip
    return found


def _alone(texts: list[Text], scores: dict[str, list[float]]) -> Measure:
    """Return how many sentences with a claim would let a long article pass if they were its only one."""
    stated = [value for text in texts if text.relevant for value, holds in zip(scores[key(text)], text.stated, strict=True) if holds]
    return share("gate.recall_lone_sentence", sum(value >= least(50) for value in stated), len(stated), "windows with a claim", gated=False)
