"""Who is asking, and what the answer is taken from: the context that every handler gets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from litestar import Request

from pactwatch.model import Frozen, Judgement
from pactwatch.store import Ledger
from pactwatch.store.view import View
from pactwatch.web.forms import API
from pactwatch.web.roles import Role

if TYPE_CHECKING:
    from pactwatch.web.server import Server

Asked = Request[Any, Any, Any]


class Person(Frozen, frozen=True, kw_only=True):
    """Who asks: `name` signs what is decided; `visitor` is what form tokens are bound to; `by` says how we know.

    `by` is "sole" for the one person of a server without accounts, "session", "token", or "nobody".
    """

    name: str
    role: Role
    by: str
    visitor: str
    session: str | None = None

    def may(self, role: Role | str) -> bool:
        """Say whether this person has a role, or one above it."""
        return self.role >= (Role[role] if isinstance(role, str) else role)


NOBODY = Person(name="", role=Role.anyone, by="nobody", visitor="")


class Context:
    """One request: the person, the ledger, and what the form said."""

    def __init__(self, request: Asked) -> None:
        self.request = request
        self.server: Server = request.app.state.server
        self.person: Person = request.scope["state"].get("person", NOBODY)

    @property
    def ledger(self) -> Ledger:
        """The open ledger, for writing."""
        return self.server.ledger

    def review(self, claim: str, action: str, *, why: str, value: Mapping[str, Any] | None = None, expected: int | None = None) -> None:
        """Have this person decide about a claim, as `Ledger.review` does, and work it into what is kept of reviews before others ask."""
        self.ledger.review(claim, action, who=self.person.name, why=why, value=value, expected=expected)
        with self.view() as view:
            view.catch_up()

    def undo(self, judgement: str, *, why: str, kinds: Collection[str]) -> Judgement:
        """Have this person take back a judgement of one of `kinds`, as `Ledger.undo` does; what somebody signed takes the role reviewer."""
        from pactwatch.commands.finding_judgements import check_conclusion

        check = partial(check_conclusion, reviewer=self.person.may("reviewer"))
        return self.ledger.undo(judgement, why=why, who=self.person.name, kinds=kinds, check=check)

    @property
    def path(self) -> str:
        """The path of the request."""
        return str(self.request.scope["path"])

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form that was sent, the last of each name; tokens have been checked and `who` counts for nothing."""
        form = self.request.scope["state"].get("form")
        return {name: value for name, value in form.multi_items() if isinstance(value, str)} if form is not None else {}

    def form_list(self, name: str) -> list[str]:
        """Return all values of a field of the form that was sent, as of boxes that were ticked."""
        form = self.request.scope["state"].get("form")
        return [value for key, value in form.multi_items() if key == name and isinstance(value, str)] if form is not None else []

    def form_files(self, name: str) -> list[Any]:
        """Return the files that were sent as the field `name`."""
        form = self.request.scope["state"].get("form")
        return [value for key, value in form.multi_items() if key == name and not isinstance(value, str)] if form is not None else []

    @contextmanager
    def view(self) -> Iterator[View]:
        """Look things up in one consistent state of the ledger."""
        with self.ledger.view() as view:
            yield view

    def form_token(self, action: str) -> str:
        """Return a token for one form that is sent to the path `action`."""
        return self.server.forms.make(self.person.visitor, action)

    def script_token(self) -> str:
        """Return the token that the scripts of a page send as X-CSRF-Token."""
        return self.server.forms.make(self.person.visitor, API)


async def context(request: Asked) -> Context:
    """Return the context of a request: what handlers get as `ctx`."""
    return Context(request)
