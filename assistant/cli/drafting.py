"""``mou draft …`` and ``mou export``: an agreement without the chat."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, errors, write, write_json
from assistant.domain.drafts import Draft
from assistant.errors import NotAllowed

app = typer.Typer(no_args_is_help=True, help="Start, change and look at drafts.")

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


class Kind(StrEnum):
    """What an exported copy is for."""

    CLEAN = "clean"
    ANNOTATED = "annotated"


@app.command("new")
def new(
    template: Annotated[str, typer.Option(help="standard or essential.")] = "standard",
    values: Annotated[Path | None, typer.Option(help="A YAML file of field names and values.")] = None,
    title: Annotated[str | None, typer.Option(help="What to call the draft.")] = None,
    as_json: Json = False,
) -> None:
    """Start a draft; prints its id."""
    made = assistant()
    given = _values(values) if values else {}
    done = made.drafts.new(template, title, given)
    for field, problem in done.problems.items():
        errors.print(f"{field}: {problem}", markup=False)
    if as_json:
        write_json({**draft_json(made, done.draft), "problems": done.problems})
    else:
        write(done.draft.id)
    if done.problems:
        raise typer.Exit(1)


@app.command("list")
def list_drafts(as_json: Json = False) -> None:
    """List the drafts, the last changed first."""
    for line in assistant().drafts.list():
        if as_json:
            write_json(line.model_dump(mode="json"))
        else:
            write(f"{line.id}  v{line.version}  {line.updated:%Y-%m-%d %H:%M}  {line.template}  {line.title}")


@app.command("show")
def show(draft: str, as_json: Json = False) -> None:
    """Show a draft: its clauses with their states, and what is open."""
    made = assistant()
    found = made.drafts.get(draft)
    if as_json:
        write_json(draft_json(made, found))
        return
    write(f"{found.title} ({found.id}, version {found.version}, template {found.template} {found.template_version})")
    for line in made.drafts.clause_map(draft):
        principles = ", ".join(str(p) for p in line.principles) or "local choice"
        write(f"  {line.state.value:<12} {line.id:<24} {line.title} ({principles})")
    items = made.drafts.open_items(draft)
    write(f"{len(items)} open item(s)")
    for item in items:
        write(f"  {item.clause_title}: {item.text}")


@app.command("set")
def set_values(
    draft: str,
    values: Annotated[list[str], typer.Argument(help='One or more NAME=VALUE, such as "start_date=July 1, 2027".')],
    keep: Annotated[
        str | None, typer.Option(help="Keep wording that conflicts with a principle, for this reason.")
    ] = None,
) -> None:
    """Set values; ordinary words are understood."""
    given: dict[str, Any] = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals:
            errors.print(f"{pair!r} is not NAME=VALUE.", markup=False)
            raise typer.Exit(2)
        given[name.strip()] = value.strip()
    done = assistant().drafts.set_values(draft, given, keep=keep)
    for field, problem in done.problems.items():
        errors.print(f"{field}: {problem}", markup=False)
    for conflict in done.conflicts:
        errors.print(f"Not set: {conflict.say} Instead: {conflict.instead}", markup=False)
    for change in done.changes:
        write(f"version {done.draft.version}: {change.summary}")
    if done.problems or done.conflicts:
        raise typer.Exit(1)


@app.command("history")
def history(draft: str, as_json: Json = False) -> None:
    """List every change, oldest first."""
    for change in assistant().drafts.history(draft):
        if as_json:
            write_json(change.model_dump(mode="json"))
        else:
            write(f"{change.version:>4}  {change.at:%Y-%m-%d %H:%M}  {change.summary}")


@app.command("undo")
def undo(draft: str) -> None:
    """Take back the last change."""
    _tell(assistant().drafts.undo(draft))


@app.command("redo")
def redo(draft: str) -> None:
    """Bring back what was undone."""
    _tell(assistant().drafts.redo(draft))


@app.command("delete")
def delete(draft: str) -> None:
    """Delete a draft; it can be restored for 30 days."""
    assistant().drafts.delete(draft)
    write(f"{draft} is deleted; 'mou draft restore {draft}' brings it back for 30 days.")


@app.command("restore")
def restore(draft: str) -> None:
    """Bring back a deleted draft."""
    assistant().drafts.restore(draft)
    write(f"{draft} is back.")


def export(
    draft: str,
    kind: Annotated[Kind, typer.Option(help="clean, or annotated with a comment on each clause.")] = Kind.CLEAN,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
) -> None:
    """Write a draft as a Word document."""
    data, name = assistant().drafts.export(draft, kind.value)
    target = output or Path(name)
    part = target.with_name(f".{target.name}.part")
    try:
        # Written beside and moved, so that a full disk never leaves half a document.
        part.write_bytes(data)
        part.replace(target)
    except OSError as err:
        part.unlink(missing_ok=True)
        raise NotAllowed(
            f"{target} cannot be written ({err.strerror or err}).", "Choose another place with -o."
        ) from err
    write(str(target))


def backup(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")] = Path("mou-backup.sqlite3"),
) -> None:
    """Copy the database of drafts to a file, while it is in use."""
    assistant().database.backup(output)
    write(str(output))


def draft_json(made: Assistant, draft: Draft) -> dict[str, Any]:
    """Return a draft with its clause states and open items as JSON can hold them."""
    return {
        **draft.model_dump(mode="json", include={"id", "title", "template", "template_version", "version", "values"}),
        "clauses": [
            {"clause": c.id, "title": c.title, "state": c.state.value, "principles": list(c.principles)}
            for c in made.drafts.clause_map(draft.id)
        ],
        "open": [i.model_dump(mode="json") for i in made.drafts.open_items(draft.id)],
    }


def _tell(done: Any) -> None:
    for change in done.changes:
        write(f"version {done.draft.version}: {change.summary}")


def _values(path: Path) -> dict[str, Any]:
    from assistant.content.problems import Problems
    from assistant.content.strict_yaml import parse, read_text

    problems = Problems()
    text = read_text(path, str(path), problems)
    value = parse(text, str(path), problems) if text is not None else None
    if not problems.found and not isinstance(value, dict):
        problems.error(str(path), 1, "must hold lines of 'field_name: value'")
    for problem in problems.found:
        errors.print(str(problem), markup=False)
    if problems.found or not isinstance(value, dict):
        raise typer.Exit(2)
    return dict(value)
