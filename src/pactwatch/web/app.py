"""The application: one Litestar app over one open ledger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from litestar import Litestar
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig

from pactwatch import __version__
from pactwatch.errors import LedgerError
from pactwatch.store import Ledger, open_ledger
from pactwatch.store import codes as store_codes
from pactwatch.web.api import handlers as api_handlers
from pactwatch.web.api.describe import query_parameters
from pactwatch.web.bodies import Sent
from pactwatch.web.context import context
from pactwatch.web.errors import answer_error
from pactwatch.web.files import static
from pactwatch.web.guard import guard
from pactwatch.web.pages import handlers as page_handlers
from pactwatch.web.safety import Safety
from pactwatch.web.server import Server
from pactwatch.web.settings import WebSettings

IN_MEMORY = (":memory:", "sqlite://", "sqlite:///:memory:")


def create_app(ledger: str | Path | Ledger, settings: WebSettings | None = None) -> Litestar:
    """Return the application over a ledger, which is made where it is missing; an open one stays the caller's to close.

    Raises LedgerError PW401 to PW404 where there can be no ledger.
    """
    settings = settings or WebSettings()
    if str(ledger) in IN_MEMORY:
        raise LedgerError("a ledger in memory cannot be served; give a file", code=store_codes.UNSUPPORTED)
    opened = ledger if isinstance(ledger, Ledger) else open_ledger(ledger, create=True, who=settings.who)
    server = Server(opened, settings, owned=not isinstance(ledger, Ledger))
    app = Litestar(
        route_handlers=[*api_handlers, *page_handlers, static],
        guards=[guard],
        request_class=Sent,
        dependencies={"ctx": Provide(context)},
        exception_handlers={Exception: answer_error},
        openapi_config=OpenAPIConfig(title="Pactwatch", version=__version__, path="/unused", render_plugins=[], use_handler_docstrings=True),
        request_max_body_size=settings.most_upload,
        logging_config=None,
        lifespan=[_running(server)],
    )
    app.state.server = server
    query_parameters(app)  # the document is made now rather than by the first request
    app.asgi_handler = Safety(app.asgi_handler, server)
    return app


def _running(server: Server) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(server.settings.threads, thread_name_prefix="answering"))
        server.computed.warm()
        try:
            yield
        finally:
            server.close()

    return running
