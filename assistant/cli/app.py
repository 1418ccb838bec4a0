"""The commands, gathered."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import (
    asking,
    authoring,
    drafting,
    evaluating,
    feedback,
    importing,
    knowledge,
    review_drafts,
    reviewing,
    serving,
    talking,
    word,
)
from assistant.cli.console import write

app = typer.Typer(
    name="mou",
    help="Ask what the guiding principles for school resource officer programs say, and draft an agreement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(asked: bool) -> None:
    if asked:
        write(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Ask what the guiding principles for school resource officer programs say, and draft an agreement."""


app.command("ask")(asking.ask)
app.command("chat")(talking.chat)
app.add_typer(drafting.app, name="draft")
app.command("export")(drafting.export)
app.command("import")(importing.import_file)
app.add_typer(importing.app, name="imports")
reviewing.app.command("draft")(review_drafts.draft)
app.add_typer(reviewing.app, name="review")
app.add_typer(reviewing.kept, name="reviews")
app.command("backup")(drafting.backup)
app.add_typer(word.app, name="word")
app.add_typer(feedback.app, name="feedback")
app.add_typer(knowledge.app, name="knowledge")
app.command("serve")(serving.serve)
app.command("check")(authoring.check)
app.command("index")(authoring.index)
app.command(
    "eval", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
)(evaluating.evaluate)
