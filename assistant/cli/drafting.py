"""``mou draft …`` and ``mou export``: an agreement without the chat."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, errors, tell, warn, words, write, write_json
from assistant.cli.files import read_file, write_file
from assistant.domain.drafts import Draft
from assistant.domain.exports import ExportKind
from assistant.errors import NotAllowed

app = typer.Typer(no_args_is_help=True, help="Start, change and look at drafts.")

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


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
        warn("draft.problem", field=field, problem=problem)
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
    tell(
        "draft.head",
        title=found.title,
        draft=found.id,
        version=found.version,
        template=found.template,
        template_version=found.template_version,
    )
    for line in made.drafts.clause_map(draft):
        principles = ", ".join(str(p) for p in line.principles) or words()("cli.draft.local")
        state, clause = f"{line.state.value:<12}", f"{line.id:<24}"
        tell("draft.clause", state=state, clause=clause, title=line.title, principles=principles)
    items = made.drafts.open_items(draft)
    tell("draft.open", count=len(items))
    for item in items:
        tell("draft.open-item", clause=item.clause_title, text=item.text)


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
            warn("draft.pair", pair=pair[:80])
            raise typer.Exit(2)
        given[name.strip()] = value.strip()
    done = assistant().drafts.set_values(draft, given, keep=keep)
    for field, problem in done.problems.items():
        warn("draft.problem", field=field, problem=problem)
    for say, instead in dict.fromkeys((c.say, c.instead) for c in done.conflicts):
        warn("draft.conflict", say=say, instead=instead)
    if done.conflicts:
        warn("draft.keep")
    _tell(done)
    if done.problems or done.conflicts:
        raise typer.Exit(1)


@app.command("terms")
def terms(draft: str, as_json: Json = False) -> None:
    """List defined terms to look at: used and not defined, defined and not used, without their capitals."""
    found = assistant().drafts.terms(draft)
    if as_json:
        write_json(found.model_dump(mode="json"))
        return
    from assistant.services.term_notes import told_terms

    for line in told_terms(found, words()):
        write(line)


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
    tell("draft.deleted", draft=draft)


@app.command("restore")
def restore(draft: str) -> None:
    """Bring back a deleted draft."""
    assistant().drafts.restore(draft)
    tell("draft.restored", draft=draft)


def _kind(name: str) -> ExportKind:
    try:
        return ExportKind(name)
    except ValueError as err:
        raise typer.BadParameter(" | ".join(ExportKind)) from err


def export(
    draft: str,
    kind: Annotated[
        ExportKind,
        typer.Option(
            parser=_kind,
            metavar="|".join(ExportKind),
            help="working: comments on each clause and where the words come from, for the drafting group and counsel. "
            "clean: the text alone, to send to the other party; it can come back. "
            "redline: what changed since another version, as tracked changes. "
            "publication: for the public, nothing of the drafting left in it. "
            "packet: a zip for the board's vote.",
        ),
    ] = ExportKind.CLEAN,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    shell: Annotated[
        Path | None, typer.Option(help="Your letterhead: a .docx file whose page, styles, header and footer are used.")
    ] = None,
    version: Annotated[int | None, typer.Option(help="Export this version instead of the newest.")] = None,
    against: Annotated[
        str | None,
        typer.Option(
            help="redline: the number of a version, or a .docx file, to compare with "
            "(else the version adopted last, else the first)."
        ),
    ] = None,
    despite_open: Annotated[
        bool,
        typer.Option("--despite-open", help="publication: make it though something is open; its header says so."),
    ] = False,
) -> None:
    """Write a copy of a draft as a Word document, or the packet for a board."""
    # An option that was passed over in silence would be taken for done.
    if against is not None and kind is not ExportKind.REDLINE:
        raise NotAllowed("export-option", option="--against", kind=ExportKind.REDLINE.value)
    if despite_open and kind is not ExportKind.PUBLICATION:
        raise NotAllowed("export-option", option="--despite-open", kind=ExportKind.PUBLICATION.value)
    before = None if against is None else _against(draft, against)
    made = assistant(shell=shell)
    paper = made.letterheads.load(shell) if shell is not None else None  # before anything is written
    data, name = made.drafts.export(draft, kind, version=version, against=before, despite_open=despite_open)
    target = output or Path(name)
    _put(target, data)
    for note in (*paper.notes, *made.letterheads.barriers(target)) if paper is not None else ():
        errors.print(note, markup=False, soft_wrap=True)


@app.command("provenance")
def provenance(
    draft: str,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The .csv file to write.")] = None,
    as_json: Json = False,
) -> None:
    """Write where each sentence of a draft comes from, as a table for a spreadsheet."""
    if as_json:
        for one in assistant().drafts.provenance(draft):
            write_json(one.model_dump(mode="json"))
        return
    data, name = assistant().drafts.provenance_csv(draft)
    _put(output or Path(name), data)


@app.command("adopt")
def adopt(
    draft: str,
    version: Annotated[int | None, typer.Option(help="The version that was adopted (the newest).")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of adoption, as YEAR-MONTH-DAY (today).")
    ] = None,
) -> None:
    """Record that the parties adopted a version; later packets show what changed since."""
    _tell(assistant().drafts.adopt(draft, version, on.date() if on else None))


def _put(target: Path, data: bytes) -> None:
    write_file(target, data)
    write(str(target))


def _against(draft: str, given: str) -> int | tuple[str, bytes]:
    """Return what a redline compares with: a version such as "3" or "v3", or a file."""
    number = given.strip().lower().removeprefix("v")
    if number.isdecimal() and number.isascii():
        return int(number)
    path = Path(given)
    try:
        return path.name, read_file(path)
    except (OSError, ValueError) as err:
        raise NotAllowed("against-what", given=given[:80], draft=draft) from err


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
        tell("draft.changed", version=done.draft.version, summary=change.summary)


def _values(path: Path) -> dict[str, Any]:
    from assistant.content.problems import Problems
    from assistant.content.strict_yaml import parse, read_text

    problems = Problems()
    text = read_text(path, str(path), problems)
    value = parse(text, str(path), problems) if text is not None else None
    if not problems.found and not isinstance(value, dict):
        problems.error(str(path), 1, words()("cli.draft.values"))
    for problem in problems.found:
        errors.print(str(problem), markup=False)
    if problems.found or not isinstance(value, dict):
        raise typer.Exit(2)
    return dict(value)
