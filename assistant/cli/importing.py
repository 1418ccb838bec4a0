"""``mou import`` and ``mou imports …``: a Word file that comes back into its draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, tell, warn, words, write, write_json
from assistant.cli.files import read_file
from assistant.domain.returned import Returned, ReturnedItem
from assistant.errors import NotAllowed

if TYPE_CHECKING:  # what an import needs is read when there is one
    from assistant.services.importing import Done, Shown

app = typer.Typer(no_args_is_help=True, help="Decide about Word files that came back into their drafts.")

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Keep = Annotated[str | None, typer.Option(help="Keep wording that conflicts with a principle, for this reason.")]


class AsRead(StrEnum):
    """How tracked changes are read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


class How(StrEnum):
    """Which words stand where the file and the draft were both changed."""

    THEIRS = "theirs"
    BOTH = "both"


def import_file(
    file: Annotated[Path, typer.Argument(help="The Word file that came back.")],
    draft: Annotated[str | None, typer.Option(help="The draft it belongs to, if the file does not say.")] = None,
    view: Annotated[AsRead, typer.Option(help="Read tracked changes as accepted, or as they were before.")] = (
        AsRead.ACCEPTED
    ),
    as_json: Json = False,
) -> None:
    """Bring a Word file back into its draft: what changed, clause by clause. Nothing is written to the draft yet."""
    try:
        data = read_file(file)
    except OSError as err:
        raise NotAllowed("import-unreadable", file=file, why=err.strerror or err) from err
    made = assistant()
    as_read: Literal["accepted", "original"] = "original" if view is AsRead.ORIGINAL else "accepted"
    returned = made.imports.bring(data, file.name, draft, view=as_read)
    _show(made, returned.id, as_json, everything=False)


@app.command("list")
def list_imports(
    draft: Annotated[str | None, typer.Option(help="Only files of this draft.")] = None, as_json: Json = False
) -> None:
    """List the files that came back, the latest first."""
    for line in assistant().imports.list(draft):
        if as_json:
            write_json(line.model_dump(mode="json"))
        else:
            tell(
                "imports.line",
                id=line.id,
                at=f"{line.at:%Y-%m-%d %H:%M}",
                draft=line.draft,
                name=line.name,
                waiting=line.waiting,
            )


@app.command("show")
def show(
    import_id: str,
    everything: Annotated[bool, typer.Option("--all", help="Unchanged clauses too.")] = False,
    as_json: Json = False,
) -> None:
    """Show a returned file: what changed in each clause, and what is decided."""
    _show(assistant(), import_id, as_json, everything=everything)


@app.command("accept")
def accept(
    import_id: str,
    items: Annotated[list[str] | None, typer.Argument(help="The items; none with --all.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that is sure and meets no other change.")] = False,
    how: Annotated[How | None, typer.Option(help="Where the draft was changed too.")] = None,
    keep: Keep = None,
) -> None:
    """Take over what the file changes."""
    made = assistant()
    if bool(items) == everything:
        warn("imports.which")
        raise typer.Exit(2)
    if everything:
        _done(made, made.imports.accept_all(import_id), None)
    for item in items or ():
        _done(made, made.imports.accept(import_id, item, how="" if how is None else how.value, keep=keep), item)


@app.command("reject")
def reject(import_id: str, items: Annotated[list[str], typer.Argument(help="The items.")]) -> None:
    """Leave the draft as it is; text that belongs to no clause is kept out."""
    made = assistant()
    for item in items:
        _done(made, made.imports.reject(import_id, item), item)


@app.command("edit")
def edit(
    import_id: str,
    item: str,
    text: Annotated[str, typer.Argument(help="The wording to take over instead.")],
    keep: Keep = None,
) -> None:
    """Take an item over with words of your own."""
    made = assistant()
    _done(made, made.imports.edit(import_id, item, text, keep=keep), item)


@app.command("place")
def place(
    import_id: str,
    item: str,
    clause: Annotated[str, typer.Argument(help="The clause that takes the text.")],
    first: Annotated[bool, typer.Option("--first", help="At its beginning.")] = False,
    keep: Keep = None,
) -> None:
    """Put text that belongs to no clause into one."""
    made = assistant()
    _done(made, made.imports.place(import_id, item, clause, first=first, keep=keep), item)


@app.command("reopen")
def reopen(import_id: str, item: str) -> None:
    """Take a decision back; a change that was written is taken back with 'mou draft undo'."""
    made = assistant()
    _done(made, made.imports.reopen(import_id, item), item)


@app.command("delete")
def delete(import_id: str) -> None:
    """Delete a returned file; what was taken over from it stays."""
    assistant().imports.delete(import_id)
    tell("imports.deleted", id=import_id)


def _show(made: Assistant, import_id: str, as_json: bool, *, everything: bool) -> None:
    returned, shown = made.imports.shown(import_id)
    if as_json:
        write_json(_json(returned, shown))
        return
    from assistant.services.returned_text import item_lines, lead_lines

    for line in lead_lines(words(), returned):
        write(line)
    template = made.drafts.template(made.drafts.get(returned.draft))
    titles = {c: x.title for c, x in template.clauses.items()}
    for one in shown:
        if everything or one.item.state != "unchanged" or one.item.comments or one.item.decision:
            for line in item_lines(words(), one, titles):
                write(line)
    if returned.waiting:
        tell("imports.how", id=returned.id)


def _json(returned: Returned, shown: tuple[Shown, ...]) -> dict[str, object]:
    lead = returned.model_dump(mode="json", exclude={"items"})
    return {
        **lead,
        "items": [
            {
                **one.item.model_dump(mode="json"),
                "waits": one.item.waits,
                "standing": one.standing.model_dump(mode="json"),
                "proposal": None if one.proposal is None else one.proposal.model_dump(mode="json"),
            }
            for one in shown
        ],
    }


def _done(made: Assistant, done: Done, item_id: str | None) -> None:
    if done.outcome is not None and done.outcome.conflicts:
        for say, instead in dict.fromkeys((c.say, c.instead) for c in done.outcome.conflicts):
            warn("draft.conflict", say=say, instead=instead)
        warn("imports.keep")
        raise typer.Exit(1)
    for change in done.outcome.changes if done.outcome is not None else ():
        tell("draft.changed", version=done.outcome.draft.version if done.outcome else 0, summary=change.summary)
    if item_id is not None and (done.outcome is None or not done.outcome.changes):
        item = done.returned.item(item_id)
        tell("imports.done", item=item_id, decision=_decision(item))
    tell("imports.left", count=len(done.returned.waiting))


def _decision(item: ReturnedItem | None) -> str:
    return words()(f"imports.decision.{(item.decision if item else '') or 'waiting'}", clause="")
