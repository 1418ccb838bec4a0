"""``mou eval``: the eval suite, on this installation."""

from __future__ import annotations

import typer


def evaluate(context: typer.Context) -> None:
    """Run the eval suite; all arguments go to it (see 'mou eval --help')."""
    from evals.run import main

    raise typer.Exit(main(context.args))
