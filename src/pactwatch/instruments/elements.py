"""The status of one element: the first condition that holds, nearest sentence first; nothing found is unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from pactwatch.instruments.conditions import Fired, holds, names_of
from pactwatch.instruments.findings import ElementResult, Evidence
from pactwatch.instruments.listed import CLASSES, note
from pactwatch.instruments.states import OPEN
from pactwatch.instruments.types import Element, Provision, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactwatch.instruments.assess import Anchor
    from pactwatch.instruments.scene import Scene
    from pactwatch.model import Span

ORDER: tuple[Status, ...] = ("contested", "not_met", "unknown", "met")
ACTS = frozenset({"act"})
"""Kinds of elements that only a reported deed can meet."""
ROUTES = frozenset({"direction"})
"""Kinds of elements that the words of a provision's conditions show together with the act."""
DENIAL = "denied_deed near"
"""Who denies near a reported act makes it contested."""
QUOTED = 90
"""Code points of evidence that a reason repeats; longer words are shown by their place alone."""
UNSAID = re.compile(r"violat|breach", re.IGNORECASE)
"""Words of judgement, which no reason repeats."""
HIDDEN = "words that no reviewed claim of the case holds leave it open"
"""Why an element is unknown where words speak against it that may not be shown."""
_SAID = {
    "planned": "announced, not reported as done", "possible": "only considered or thought possible",
    "demanded": "asked for, not reported as done", "alleged": "said by others, from whom the text keeps its distance",
}  # fmt: skip


def weight(provision: Provision, scene: Scene, anchor: Anchor) -> int:
    """Return how many elements the sentence of an anchor meets: the fullest one speaks for the finding."""
    return sum(_first(element.met, scene, anchor) is not None for element in provision.elements)


def judge(element: Element, scene: Scene, anchors: Sequence[Anchor]) -> ElementResult:
    """Return the element's status over all anchors of a finding, the first of which is the fullest."""
    for status in ORDER:
        for anchor in anchors if status == "met" else anchors[:1]:
            fired = _first(getattr(element, status), scene, anchor)
            if fired is None:
                if status != "met" and scene.shown is not None and _first(getattr(element, status), scene, anchor, hidden=True):
                    return _with(element, "unknown", (), HIDDEN, None, scene)
                continue
            if status == "not_met" and not fired.spans:
                break  # without words that say so it stays open
            if status == "met" and element.kind in ACTS:
                return _act(element, scene, anchor, fired)
            return _result(element, status, fired, _reason(status, fired, scene) + _lists(element, scene, anchor), scene)
    anchor = anchors[0]
    if element.kind in ACTS and element.met and anchor.modality == "denied" and anchor.cue and scene.visible(anchor.cue):
        return _with(element, "not_met", (anchor.cue,), "the text only denies it", None, scene)
    return _with(element, "unknown", (), "the text does not say", None, scene)


def left_open(result: ElementResult) -> ElementResult:
    """Return an element as unknown: the provision was raised by likeness, which does not show what went which way."""
    if result.status != "met":
        return result
    return msgspec.structs.replace(result, status="unknown", evidence=(), condition=None, why="no condition shows which way it went")


def _lists(element: Element, scene: Scene, anchor: Anchor) -> str:
    """Return what sanctions lists say of names near by, for an element that asks whether somebody is listed."""
    if not any(name in CLASSES for condition in (*element.met, *element.unknown) for name in names_of(condition)):
        return ""
    said = note(scene.listed_near(anchor.sentence))
    return f". {said}" if said else ""


def _act(element: Element, scene: Scene, anchor: Anchor, fired: Fired) -> ElementResult:
    cue = (anchor.cue,) if anchor.cue and scene.visible(anchor.cue) else ()
    if anchor.modality == "denied":
        return _with(element, "not_met" if cue else "unknown", cue or fired.spans, "the text only denies it", fired.condition, scene)
    if anchor.modality in OPEN or anchor.modality == "alleged":
        return _with(element, "unknown", cue or fired.spans, _SAID[anchor.modality], fired.condition, scene)
    denied = holds(DENIAL, scene, anchor.sentence, anchor.day)
    if not denied and scene.shown is not None and holds(DENIAL, scene, anchor.sentence, anchor.day, hidden=True):
        return _with(element, "unknown", (), HIDDEN, None, scene)
    if denied:
        return _with(element, "contested", (*denied.spans, *fired.spans), "reported by some and denied by others", fired.condition, scene)
    return _result(element, "met", fired, _reason("met", fired, scene) + _lists(element, scene, anchor), scene)


def _first(conditions: tuple[str, ...], scene: Scene, anchor: Anchor, *, hidden: bool = False) -> Fired | None:
    for condition in conditions:
        fired = holds(condition, scene, anchor.sentence, anchor.day, hidden=hidden)
        if fired is not None:
            return fired
    return None


def _reason(status: Status, fired: Fired, scene: Scene) -> str:
    said = {"met": "the text says so", "not_met": "the text says that it is not so", "unknown": "the text leaves it open",
            "contested": "the text gives it two ways, or only one reading of the paragraph covers it"}  # fmt: skip
    if names_of(fired.condition) & set(CLASSES):
        said |= {"unknown": "a name there is on a list, and nobody decided who it is", "met": "somebody decided that the name is the listed one"}
    start, end = fired.spans[0] if fired.spans else (0, 0)
    words = " ".join(scene.document.text[start:end].split())
    shown = f": “{words}”" if words and len(words) <= QUOTED and not UNSAID.search(words) else ""
    return f"{said[status]}{shown} ({fired.condition})"


def _result(element: Element, status: Status, fired: Fired, why: str, scene: Scene) -> ElementResult:
    return _with(element, status, fired.spans[:2], why, fired.condition, scene)


def _with(
    element: Element, status: Status, spans: tuple[Span, ...], why: str, condition: str | None, scene: Scene
) -> ElementResult:
    return ElementResult(
        id=element.id,
        status=status,
        evidence=tuple(Evidence(document=scene.document.id, span=span) for span in dict.fromkeys(spans)),
        why=why,
        kind=element.kind,
        question=element.question,
        condition=condition,
    )
