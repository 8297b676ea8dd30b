"""Write docs/reference from the program itself: commands from their help, error codes, types of the model. `make reference`."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import msgspec
from typer.testing import CliRunner

FOLDER = Path(__file__).parent / "reference"
COMMANDS = ("", "read", "claims", "show", "verify", "origins", "origins join", "origins split", "origins undo", "origins decisions")
MADE = "<!-- Written by docs/generate.py; do not edit. -->\n"


def commands() -> str:
    """Return the help of every command."""
    from pactwatch.cli import app

    runner = CliRunner(env={"TERMINAL_WIDTH": "100", "COLUMNS": "100", "PACTWATCH_LEDGER": None})
    parts = [MADE, "# Commands\n", "Data goes to stdout, progress and messages to stderr.\n"]
    parts.append("Exit status: 0 done; 1 a check failed; 2 the call is wrong; 3 some inputs failed, each named on stderr\n"
                 "with its code, and all the others are in; 130 interrupted.\n")
    for name in COMMANDS:
        shown = runner.invoke(app, [*name.split(), "--help"], prog_name="pactwatch").output.strip()
        lines = "\n".join(line.rstrip() for line in shown.splitlines())
        parts.append(f"## pactwatch {name}".rstrip() + f"\n\n```\n{lines}\n```\n")
    return "\n".join(parts)


def errors() -> str:
    """Return the stable codes with their meanings."""
    import ast
    import inspect

    from pactwatch import errors as tree
    from pactwatch.intake.codes import MEANINGS
    from pactwatch.store import codes

    parts = [MADE, "# Error codes\n", "Codes are stable. An error is one line: its code, what is wrong, what to do.\n",
             "```\n" + (tree.__doc__ or "").split("\n\n", 1)[1].strip() + "\n```\n", "| code | meaning |\n|---|---|"]
    parts += [f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items()]
    nodes = ast.parse(inspect.getsource(codes)).body
    for name, text in pairwise(nodes):
        if isinstance(name, ast.Assign) and isinstance(text, ast.Expr):
            parts.append(f"| {ast.literal_eval(name.value)} | {ast.literal_eval(text.value)} |")
    return "\n".join(parts) + "\n"


def model() -> str:
    """Return the types of a reading with their fields."""
    from pactwatch import model as types

    parts = [MADE, "# A reading\n", "Offsets are code points into `document.text`; `text[start:end]` is always the quoted words.\n"]
    for name in ("Reading", "Document", "Engine", "Statement", "Claim", "Party", "Quantity", "Time", "Place", "Source",
                 "Plover", "Problem", "Block"):
        kind: Any = getattr(types, name)
        parts.append(f"## {name}\n\n" + "\n".join(line.strip() for line in (kind.__doc__ or "").strip().splitlines()) + "\n")
        parts.append("| field | type |\n|---|---|")
        parts += [f"| `{f.encode_name}` | {_type(f.type)} |" for f in msgspec.structs.fields(kind)]
        parts.append("")
    return "\n".join(parts)


def _type(kind: Any) -> str:
    arguments = get_args(kind)
    if type(None) in arguments:
        return " or ".join(_type(a) for a in arguments if a is not type(None)) + " or null"
    if getattr(kind, "__origin__", None) is tuple or str(kind).startswith("tuple"):
        inner = [a for a in arguments if a is not Ellipsis]
        return f"list of {_type(inner[0])}" if Ellipsis in arguments else "[start, end]"
    if arguments and all(isinstance(a, str) for a in arguments):
        return ", ".join(arguments)
    if "dict" in str(kind):
        return "object"
    return {"str": "text", "int": "integer", "float": "number", "bool": "true or false"}.get(kind.__name__, kind.__name__)


def pages() -> dict[str, str]:
    """Return all reference pages by file name."""
    return {"commands.md": commands(), "errors.md": errors(), "reading.md": model()}


if __name__ == "__main__":
    for file, content in pages().items():
        (FOLDER / file).write_text(content, encoding="utf-8")
        sys.stderr.write(f"wrote docs/reference/{file}\n")
