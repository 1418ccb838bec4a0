"""The commands, gathered."""

from __future__ import annotations

import typer

from assistant.cli import asking, authoring

app = typer.Typer(
    name="mou",
    help="Ask what the guiding principles for school resource officer programs say, and draft an agreement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("ask")(asking.ask)
app.command("check")(authoring.check)
app.command("index")(authoring.index)
