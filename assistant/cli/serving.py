"""``mou serve``: the web pages."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.bootstrap import build
from assistant.cli.console import errors
from assistant.settings import read_settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (MOU_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (MOU_PORT).")] = None,
) -> None:
    """Serve the web pages on this machine."""
    given = {k: v for k, v in {"host": host, "port": port}.items() if v is not None}
    settings = read_settings().model_copy(update=given)
    made = build(settings, say=lambda sentence: errors.print(sentence, style="dim"))
    made.begin()
    from assistant.web.serve import serve as run  # takes seconds, and the index is opened beside it

    run(made)
