"""``mou review draft``: start a draft with the words of an agreement that exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import assistant, tell, warn, write_json
from assistant.cli.files import read_file
from assistant.errors import NotAllowed

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.services.review_drafts import Started

_LONGEST = 100


def draft(
    file: Annotated[str, typer.Argument(help="The agreement: a file, or the id of a kept review.")],
    template: Annotated[str, typer.Option(help="standard or essential.")] = "standard",
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Start a draft with an agreement's own words: what was placed, read, and not placed. Its review is kept."""
    made = assistant()
    started = made.review_drafts.start(_review(made, file), template)
    if as_json:
        write_json({**started.model_dump(mode="json", exclude={"draft"}), "draft": started.draft.id})
        return
    _show(made, started)


def _review(made: Assistant, file: str) -> str:
    path = Path(file)
    if not path.exists() and file.startswith("rv-"):
        return file
    try:
        data = read_file(path)
    except OSError as err:
        raise NotAllowed("import-unreadable", file=path, why=err.strerror or err) from err
    return made.reviews.keep(data, path.name).id


def _show(made: Assistant, started: Started) -> None:
    template = made.drafts.template(started.draft)
    titles = {c: x.title for c, x in template.clauses.items()}
    taken = {str(p.clause) for p in started.placed}
    tell("reviewdraft.started", draft=started.draft.id, title=started.draft.title)
    tell("reviewdraft.placed", count=len(started.placed), clauses=len(taken))
    for value in started.read_values:
        known = template.fields.get(value.field)
        label = known.label if known is not None else made.wording(f"reviewdraft.label.{value.field}")
        tell("reviewdraft.value", label=label, value=value.shown, words=_short(value.quote.text))
    if started.read_values:
        tell("reviewdraft.check")
    for conflict in started.conflicts:
        tell("reviewdraft.conflict", clause=titles[conflict.clause], say=conflict.conflict.say)
    if started.unplaced:
        tell("reviewdraft.unplaced", count=len(started.unplaced))
    for part in started.unplaced:
        tell("reviewdraft.part", words=_short(part.text))
    warn("reviewdraft.next", draft=started.draft.id, review=started.review)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
