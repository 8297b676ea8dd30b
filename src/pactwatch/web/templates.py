"""Pages from templates: everything is escaped, and a name that a template misspells is an error, not a gap."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from markupsafe import Markup, escape

from pactwatch import __version__
from pactwatch.web.context import Context
from pactwatch.web.frame import Frame

FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of the templates; pages add filters and globals to it as they are imported."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["version"] = __version__
    return made


def page(ctx: Context, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> Response[bytes]:
    """Return the page that `template` makes of `values`; `ctx`, `person` and `form_token(action)` are there in each."""

    def form_token(action: str) -> Markup:
        return Markup('<input type="hidden" name="token" value="{}">').format(escape(ctx.form_token(action)))

    html = environment().get_template(template).render(ctx=ctx, person=ctx.person, path=ctx.path, form_token=form_token, frame=Frame(ctx), **values)
    body = html.encode("utf-8", "replace")
    return Response(content=body, status_code=status, media_type="text/html", headers=headers or {})


def see_other(path: str, headers: dict[str, str] | None = None) -> Response[bytes]:
    """Return what sends a browser on to `path` of this server after a form."""
    return Response(content=b"", media_type="text/html", status_code=303, headers={"Location": path, **(headers or {})})
