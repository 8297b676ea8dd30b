"""The types of the model as Arrow types, and values of the one as values of the other, without loss.

Structs become structs, tuples lists, spans structs of `start` and `end`. Texts are UTF-8, so that a lone surrogate, which
UTF-8 cannot hold, becomes U+FFFD: the only thing that does not come back.
"""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from pactwatch.model import Span

PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
SPAN = pa.struct([pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)])


def struct_fields(kind: type[msgspec.Struct]) -> list[pa.Field]:
    """Return the Arrow fields of a Struct, in its order."""
    hints = get_type_hints(kind)
    return [_field(field.name, hints[field.name]) for field in msgspec.structs.fields(kind)]


def _field(name: str, kind: Any) -> pa.Field:
    found, nullable = _optional(kind)
    return pa.field(name, arrow_type(found), nullable=nullable)


def _optional(kind: Any) -> tuple[Any, bool]:
    if get_origin(kind) in (Union, UnionType):
        held = [argument for argument in get_args(kind) if argument is not type(None)]
        return (held[0] if len(held) == 1 else Union[tuple(held)]), True  # noqa: UP007 (built at run time)
    return kind, False


def arrow_type(kind: Any) -> pa.DataType:
    """Return the Arrow type of a type of the model; TypeError for one that none stands for."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind == Span:
        return SPAN
    if get_origin(kind) is Literal:
        return pa.string()
    if get_origin(kind) is tuple:
        return pa.list_(pa.field("item", arrow_type(get_args(kind)[0]), nullable=False))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return pa.struct(struct_fields(kind))
    raise TypeError(f"no Arrow type stands for {kind}")


def to_arrow(value: Any, kind: Any) -> Any:
    """Return a value of the model as pyarrow takes it."""
    kind = _optional(kind)[0]
    if value is None:
        return None
    if kind == Span:
        return {"start": value[0], "end": value[1]}
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, tuple):
        return [to_arrow(item, get_args(kind)[0]) for item in value]
    if isinstance(value, msgspec.Struct):
        hints = _hints(type(value))
        return {name: to_arrow(getattr(value, name), hint) for name, hint in hints.items()}
    return value


def from_arrow(value: Any, kind: Any) -> Any:
    """Return what `to_arrow` was given, as plain values that msgspec converts."""
    kind = _optional(kind)[0]
    if value is None:
        return None
    if kind == Span:
        return (value["start"], value["end"])
    if isinstance(value, list):
        return [from_arrow(item, get_args(kind)[0]) for item in value]
    if isinstance(value, dict):
        return {name: from_arrow(value[name], hint) for name, hint in _hints(kind).items()}
    return value


_KNOWN: dict[type, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _KNOWN:
        hints = get_type_hints(kind)
        _KNOWN[kind] = {field.name: hints[field.name] for field in msgspec.structs.fields(kind)}
    return _KNOWN[kind]
