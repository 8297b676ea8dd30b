"""Write docs/reference from the program itself: commands from their help, error codes, types of the model. `make reference`."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import msgspec
from typer.testing import CliRunner

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Written by docs/generate.py; do not edit. -->\n"


def names_of(group: Any, before: str = "") -> list[str]:
    """Return the names of a group's commands, each group before its own."""
    out = [before.strip()]
    for name, command in group.commands.items():
        out += names_of(command, f"{before} {name}") if hasattr(command, "commands") else [f"{before} {name}".strip()]
    return out


def commands() -> str:
    """Return the help of every command."""
    from typer.main import get_command

    from pactwatch.cli import app

    runner = CliRunner(env={"TERMINAL_WIDTH": "100", "COLUMNS": "100", "PACTWATCH_LEDGER": None})
    parts = [MADE, "# Commands\n", "Data goes to stdout, progress and messages to stderr.\n"]
    parts.append("Exit status: 0 done; 1 a check failed; 2 the call is wrong; 3 some inputs failed, each named on stderr\n"
                 "with its code, and all the others are in; 130 interrupted.\n")
    for name in names_of(get_command(app)):
        shown = runner.invoke(app, [*name.split(), "--help"], prog_name="pactwatch").output.strip()
        lines = "\n".join(line.rstrip() for line in shown.splitlines())
        parts.append(f"## pactwatch {name}".rstrip() + f"\n\n```\n{lines}\n```\n")
    return "\n".join(parts)


def meanings() -> dict[str, str]:
    """Return each stable code with its meaning, by code."""
    import ast
    import inspect

    from pactwatch.alerts import codes as alert_codes
    from pactwatch.casefile import codes as case_codes
    from pactwatch.error_codes import MEANINGS as GENERAL
    from pactwatch.figures import codes as figure_codes
    from pactwatch.instruments import codes as instrument_codes
    from pactwatch.intake.codes import MEANINGS as INTAKE
    from pactwatch.screening.codes import MEANINGS as SCREENING
    from pactwatch.store import codes
    from pactwatch.web import codes as web_codes

    found = {**GENERAL, **SCREENING, **{code.value: meaning for code, meaning in INTAKE.items()}}
    for module in (alert_codes, case_codes, figure_codes, instrument_codes, codes, web_codes):
        for name, text in pairwise(ast.parse(inspect.getsource(module)).body):
            if isinstance(name, ast.Assign) and isinstance(text, ast.Expr):
                found[ast.literal_eval(name.value)] = ast.literal_eval(text.value)
    return dict(sorted(found.items()))


def errors() -> str:
    """Return the stable codes with the exit statuses that belong to them and their meanings."""
    from pactwatch import errors as tree
    from pactwatch.commands.failing import status_of_code

    parts = [MADE, "# Error codes\n", "Codes are stable. An error is one line: its code, what is wrong, what to do.\n",
             "```\n" + (tree.__doc__ or "").split("\n\n", 1)[1].strip() + "\n```\n",
             "The exit status is that of an error that ends the command. Where a command takes several inputs, an error in one of\n"
             "them costs only that one, and the status is 3.\n",
             "| code | exit | meaning |\n|---|---|---|"]  # fmt: skip
    parts += [f"| {code} | {status_of_code(code)} | {meaning} |" for code, meaning in meanings().items()]
    return "\n".join(parts) + "\n"


def model() -> str:
    """Return the types of a reading with their fields."""
    from pactwatch import model as types

    parts = [MADE, "# A reading\n", "Offsets are code points into `document.text`; `text[start:end]` is always the quoted words.\n"]
    for name in ("Reading", "Document", "Engine", "Statement", "Claim", "Party", "Quantity", "Time", "Place", "Source",
                 "Plover", "Figure", "Problem", "Block"):
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


def exports() -> str:
    """Return the export formats with what each holds."""
    from pactwatch import plugins
    from pactwatch.exports.format import find_format

    parts = [MADE, "# Export formats\n", "What `pactwatch export --format NAME` writes; see the [how-to](../how-to/export.md).\n"]
    for name in plugins.BUILT_IN[plugins.FORMATS]:
        form = find_format(name)
        parts.append(f"## {name}\n\n{form.about[0].upper()}{form.about[1:]}. `{form.media_type}`, `{form.suffix}`.\n")
        parts.append("| field | holds |\n|---|---|")
        parts += [f"| {_cell(field)} | {_cell(about)} |" for field, about in form.fields.items()]
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def pages() -> dict[str, str]:
    """Return all reference pages by file name."""
    return {"commands.md": commands(), "errors.md": errors(), "reading.md": model(), "exports.md": exports()}


if __name__ == "__main__":
    for file, content in pages().items():
        (FOLDER / file).write_text(content, encoding="utf-8")
        sys.stderr.write(f"wrote docs/reference/{file}\n")
