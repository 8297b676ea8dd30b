"""Named entities by a small tagger in place of the model's own recogniser, which takes near half of the parse.

It learnt from the model's recogniser (evaluation/entities): each token's label follows from hashed features of the words
around it and from the vectors that the tagger and the parser share, and then once more from its neighbours' labels.
Labels are OntoNotes types. Pure arithmetic in a fixed order: the same parse gives the same labels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pactwatch.data import file_of, read_bytes

FILE = "entities/entities.npz"
Array = npt.NDArray[Any]
Entities = list[tuple[str, bool]]
"""For each token the type of the entity that it belongs to, or "", and whether one begins here."""
TYPES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG", "PERCENT", "PERSON",
    "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
"""Label 0 is no entity, label 1 + 2k the first token of one of type k, label 2 + 2k a further one."""
LABELS = 1 + 2 * len(TYPES)
NAMES = ("", *TYPES)
BUCKETS = 1 << 17
AROUND = (-2, -1, 0, 1, 2)
GAP = 2
"""Tokens to either side that a label depends on."""
ATTRIBUTES = ("LOWER", "PREFIX", "SUFFIX", "SHAPE", "TAG")
"""What of a token its features are made of: its hashes of lower-case form, first letter, last three, shape and tag."""
WIDTH = 96
"""Width of the vectors that the model's tagger and parser share."""
MIX = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio: multiplying by it spreads what the hashes of a feature's parts have in common."""


def label_entities(docs: Sequence[Any]) -> Iterator[Entities]:
    """Yield, for each tagged spaCy document, (type or "", whether an entity begins here) of its tokens.

    All are labelled in one go, `GAP` empty rows apart, so that none sees into its neighbour.
    """
    if not any(len(doc) for doc in docs):
        yield from ([] for _ in docs)
        return
    attributes = _spaced([doc.to_array(ATTRIBUTES) for doc in docs])
    vectors = _spaced([doc.tensor.reshape(-1, WIDTH) for doc in docs])
    words = _spaced([np.ones((len(doc), 1), bool) for doc in docs])
    labels = np.argmax(_scores(features(attributes), vectors, words), axis=1).tolist()
    start = 0
    for doc in docs:
        yield _named(labels[start : start + len(doc)])
        start += len(doc) + GAP


def _spaced(parts: Sequence[Array]) -> Array:
    """Return the rows of all `parts`, `GAP` rows of zeros after each."""
    out = np.zeros((sum(len(part) + GAP for part in parts), parts[0].shape[1]), parts[0].dtype)
    start = 0
    for part in parts:
        out[start : start + len(part)] = part
        start += len(part) + GAP
    return out


def _named(labels: list[int]) -> Entities:
    out: Entities = []
    before = 0
    for label in labels:
        kind = (label + 1) >> 1
        out.append((NAMES[kind], kind > 0 and (label % 2 == 1 or kind != before)))
        before = kind
    return out


def features(attributes: Array) -> Array:
    """Return the buckets of each token's features: tokens in rows, templates in columns, int32.

    `attributes` has a token's `ATTRIBUTES` in each row.
    """
    lower, prefix, suffix, shape, tag = np.ascontiguousarray(attributes.T, np.uint64)
    near = {name: [_moved(values, by) for by in AROUND] for name, values in (("w", lower), ("s", shape), ("t", tag))}
    words, shapes, tags = near["w"], near["s"], near["t"]
    templates: list[tuple[Array, ...]] = [(x,) for values in near.values() for x in values]
    templates += [
        (prefix,), (suffix,), (_moved(prefix, -1),), (_moved(suffix, -1),), (_moved(suffix, 1),),
        (words[1], words[2]), (words[2], words[3]), (words[1], words[2], words[3]), (words[2], shape),
        (shapes[1], shapes[2]), (shapes[2], shapes[3]), (shapes[1], shapes[2], shapes[3]),
        (tags[1], tags[2], tags[3]), (words[1], shape), (words[3], shape), (tags[0], tags[1], shape), (tag, suffix),
    ]  # fmt: skip
    return np.stack([_bucket(number, parts) for number, parts in enumerate(templates)], axis=1)


def _moved(values: Array, by: int) -> Array:
    """Return what stands `by` tokens away, 0 beyond the ends."""
    out = np.zeros_like(values)
    if by == 0:
        return values
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _bucket(number: int, parts: tuple[Array, ...]) -> Array:
    mixed = np.full(len(parts[0]), np.uint64(number + 1)) * MIX
    for part in parts:
        mixed = (mixed ^ part) * MIX
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(47)).astype(np.int32)  # the top 17 bits


def _scores(buckets: Array, vectors: Array, words: Array) -> Array:
    """Return a score for each label of each row; `words` says in a column which rows are words, and not a gap."""
    w = weights()
    around = np.concatenate([_moved(vectors, -1), vectors, _moved(vectors, 1)], axis=1)
    hidden = np.maximum(around @ w["hidden.weight"] + w["hidden.bias"], 0)
    votes = np.zeros((len(buckets), LABELS), np.int16)  # 32 votes of eight bits cannot leave it
    for column in buckets.T:
        votes += w["words"][column]
    first = votes * w["scale"] + hidden @ w["out.weight"] + w["out.bias"]
    shares = np.exp(first - first.max(axis=1, keepdims=True))
    shares *= words / shares.sum(axis=1, keepdims=True)
    beside = np.concatenate([_moved(shares, by) for by in AROUND], axis=1)
    scores: Array = first + beside @ w["beside.weight"]
    return scores


@lru_cache(maxsize=1)
def weights() -> dict[str, Array]:
    """Return the tagger's weights by name; `words` in eight bits, to be multiplied by `scale`."""
    with file_of(FILE) as path, np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


@lru_cache(maxsize=1)
def entities_digest() -> str:
    """Return the SHA-256 of the tagger's file."""
    return hashlib.sha256(read_bytes(FILE)).hexdigest()
