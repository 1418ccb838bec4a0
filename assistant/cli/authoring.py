"""``mou check`` and ``mou index``: for those who change the content."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import assistant, tell, warn, write, write_json


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, one problem on a line.")] = False,
) -> None:
    """Check every content file and list all problems, with file, line and a suggestion."""
    from assistant.content.check import check_content

    made = assistant()
    problems = check_content(made.content)
    for problem in problems:
        if as_json:
            write_json(problem.model_dump())
        else:
            write(str(problem))
    wrong = sum(p.level == "error" for p in problems)
    warn("check.sum", errors=wrong, warnings=len(problems) - wrong, folder=made.content)
    if wrong:
        raise typer.Exit(1)


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew even if it is current.")] = False,
) -> None:
    """Build the search index, and export the models, where they are missing, old or damaged."""
    made = assistant()
    found = made.opened_index(rebuild=rebuild, thorough=True)
    for group, entries in found.corpus.groups.items():
        tell("index.group", count=f"{len(entries):>6}", group=group)
    if made.may_review:  # its encoder is exported once, now rather than when somebody waits for a first review
        _ = made.reviewer
    tell("index.done", edition=made.knowledge.edition, index=found.fingerprint, folder=made.settings.data_dir)
