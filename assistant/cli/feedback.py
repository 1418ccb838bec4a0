"""``mou feedback``: read, export and delete what people said about answers. It never leaves this installation."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.console import assistant, tell, warn, words, write, write_json
from assistant.cli.files import write_file
from assistant.domain.feedback import FeedbackKind

app = typer.Typer(
    no_args_is_help=True,
    help="Read, export and delete feedback on answers. It was kept only with consent, is never sent anywhere, "
    "and is deleted after a year.",
)

Json = Annotated[bool, typer.Option("--json", help="Write JSON, one object a line.")]
Kind = Annotated[FeedbackKind | None, typer.Option("--kind", help="Only this kind.")]


class Format(StrEnum):
    """How feedback is exported."""

    JSONL = "jsonl"
    CSV = "csv"


@app.command("list")
def list_feedback(kind: Kind = None, as_json: Json = False) -> None:
    """List feedback, newest first."""
    for f in assistant().feedback.list(kind):
        if as_json:
            write_json(f.model_dump(mode="json"))
        else:
            said = _short(f.question or f.note or words()("cli.feedback.no-words"))
            write(f"{f.id}  {f.at:%Y-%m-%d %H:%M}  {f.kind.value:<11}  {said}")


@app.command()
def show(feedback: str, as_json: Json = False) -> None:
    """Show one piece of feedback whole."""
    f = assistant().feedback.get(feedback)
    if as_json:
        write_json(f.model_dump(mode="json"))
        return
    tell("feedback.head", id=f.id, at=f"{f.at:%Y-%m-%d %H:%M}", kind=f.kind.value, edition=f.edition, version=f.version)
    for name, text in (("note", f.note), ("question", f.question), ("answer", f.answer)):
        tell(f"feedback.{name}", status=f.status)
        write(text or words()("cli.feedback.not-kept"))
    tell("feedback.passages")
    for p in f.passages:
        write(f"- {p.label} ({p.passage}): “{p.quote}”")


@app.command()
def export(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; else the screen.")] = None,
    form: Annotated[Format, typer.Option("--format", help="jsonl or csv.")] = Format.JSONL,
    kind: Kind = None,
) -> None:
    """Write feedback to a file, oldest first."""
    from assistant.services.feedback import as_csv, as_jsonl

    found = assistant().feedback.list(kind)[::-1]
    text = as_csv(found) if form is Format.CSV else as_jsonl(found)
    if output is None:
        write(text.rstrip("\r\n"))
        return
    # A mark at the start tells spreadsheets that the file is UTF-8.
    write_file(output, text.encode("utf-8-sig" if form is Format.CSV else "utf-8"))
    write(str(output))


@app.command()
def delete(
    feedback: Annotated[list[str] | None, typer.Argument(help="The ids to delete.")] = None,
    before: Annotated[
        datetime | None, typer.Option("--before", formats=["%Y-%m-%d"], help="All that was given before this day.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before deleting all of it.")] = False,
) -> None:
    """Delete feedback for good: by id, by age, or all of it."""
    if sum((bool(feedback), before is not None, everything)) != 1:
        warn("feedback.which")
        raise typer.Exit(2)
    if everything and not yes:
        typer.confirm(words()("cli.feedback.sure"), abort=True, err=True)
    made = assistant()
    if feedback:
        count = made.feedback.delete(feedback)
    else:
        count = made.feedback.delete_before(None if before is None else before.replace(tzinfo=UTC))
    tell("feedback.deleted", count=count)


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
