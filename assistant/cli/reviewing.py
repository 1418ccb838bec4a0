"""``mou review …`` and ``mou reviews …``: what an agreement that exists says on each requirement."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.cli.console import assistant, errors, tell, warn, words, write, write_json
from assistant.cli.files import read_file, write_file
from assistant.errors import AssistantError, NotAllowed

if TYPE_CHECKING:  # what a review needs is read when there is one
    from assistant.bootstrap import Assistant
    from assistant.domain.documents import View
    from assistant.domain.reviews import Review
    from assistant.services.reviews import ReportForm

_FORMS: dict[str, ReportForm] = {".html": "html", ".md": "md", ".csv": "csv", ".json": "json"}


class FileFirst(TyperGroup):
    """A group whose first command need not be named: ``mou review FILE`` stands for ``mou review file FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command's name in where no other command is named."""
        first = next((a for a in args if not a.startswith("-")), None)
        if args and first not in self.commands and args != ["--help"]:
            args = ["file", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=FileFirst, no_args_is_help=True, help="Review an agreement that exists against the principles.")
kept = typer.Typer(no_args_is_help=True, help="Go on with reviews that were kept.")

Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


class AsRead(StrEnum):
    """How tracked changes are read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"
    MARKED = "marked"


class Form(StrEnum):
    """The forms of a report on standard output."""

    MD = "md"
    HTML = "html"
    CSV = "csv"


@app.command("file")
def review(
    files: Annotated[list[Path], typer.Argument(help="Word, PDF, Markdown or text; also .odt and .doc.")],
    view: Annotated[AsRead, typer.Option(help="Read tracked changes as accepted, as before, or both together.")] = (
        AsRead.ACCEPTED
    ),
    as_json: Json = False,
    form: Annotated[Form | None, typer.Option("--format", help="Write a whole report instead of a summary.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A report: .docx (your file with comments), .html, .md, .csv or .json."),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the file and its review, to go on later.")] = False,
    grid: Annotated[bool, typer.Option("--grid", help="Many files into one workbook; needs -o FILE.xlsx.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="Two files, requirement by requirement.")] = False,
) -> None:
    """Say what an agreement does on each requirement, with its own words: mou review FILE."""
    made = assistant()
    if grid + compare + keep > 1 or (len(files) != (2 if compare else 1) and not grid):
        warn("review.which")
        raise typer.Exit(2)
    if grid:
        _grid(made, files, view.value, output)
    elif compare:
        from assistant.cli.review_text import show_comparison

        first, second = (made.reviews.look(_data(f), f.name, view=view.value) for f in files)
        show_comparison(made, first, second, as_json=as_json, form=form.value if form else None, output=output)
    else:
        _one(made, files[0], view.value, as_json=as_json, form=form, output=output, keep=keep)


def _one(
    made: Assistant, file: Path, view: View, *, as_json: bool, form: Form | None, output: Path | None, keep: bool
) -> None:
    ending = output.suffix.lower() if output else ""
    if output and ending not in (".docx", *_FORMS):
        warn("review.ending")
        raise typer.Exit(2)
    if output and output.exists() and output.resolve() == file.resolve():
        raise NotAllowed("word-same-file")
    data, reviews = _data(file), made.reviews
    annotated = None
    if keep:
        saved = reviews.keep(data, file.name, view=view)
        found = saved.review
        annotated = reviews.annotation(saved.id) if ending == ".docx" else None
        warn("review.kept", id=saved.id)
    elif ending == ".docx":
        found, annotated = reviews.annotate(data, file.name, view=view)
    else:
        found = reviews.look(data, file.name, view=view)
    if output:
        content = annotated.data if annotated else reviews.text(found, _FORMS[ending]).encode("utf-8")
        write_file(output, content)
        if annotated and not annotated.theirs:
            warn("review.report-instead", name=file.name)
    _show(made, found, as_json, form, quiet=output is not None)
    if output:
        warn("review.written", path=output)
    if not found.principles:
        raise typer.Exit(1)


def _show(made: Assistant, found: Review, as_json: bool, form: Form | None, *, quiet: bool = False) -> None:
    from assistant.cli.review_text import show_review

    if as_json:
        write(made.reviews.text(found, "json").rstrip("\n"))
    elif form is not None:
        write(made.reviews.text(found, form.value).rstrip("\n"))
    elif not quiet:
        show_review(made.reviews.words, found)


def _grid(made: Assistant, files: list[Path], view: View, output: Path | None) -> None:
    if output is None or output.suffix.lower() != ".xlsx":
        warn("review.grid-needs")
        raise typer.Exit(2)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from assistant.services.review_grid import grid_of, rows_of

    rows = []
    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=errors.console) as bar:
        task = bar.add_task("", total=len(files))
        for row in rows_of(made.reviews, ((f.name, _data_or_error(f)) for f in files), words(), view=view):
            rows.append(row)
            bar.advance(task)
            if row.refusal:
                bar.console.print(f"{row.name}: {row.refusal}", markup=False, soft_wrap=True)
    write_file(output, grid_of(made.reviews, rows, when=made.clock(), view=view))
    tell("review.grid-done", count=sum(r.reviewed for r in rows), total=len(rows), path=output)
    if not all(r.reviewed for r in rows):
        raise typer.Exit(1)


def _data(file: Path) -> bytes:
    try:
        return read_file(file)
    except OSError as err:
        raise NotAllowed("import-unreadable", file=file, why=err.strerror or err) from err


def _data_or_error(file: Path) -> bytes | AssistantError:
    try:
        return _data(file)
    except AssistantError as err:
        return err


@kept.command("list")
def list_reviews(as_json: Json = False) -> None:
    """List the kept reviews, the latest first."""
    for line in assistant().reviews.list():
        if as_json:
            write_json(line.model_dump(mode="json"))
        else:
            at = f"{line.at:%Y-%m-%d %H:%M}"
            tell("review.line", id=line.id, at=at, title=line.title, name=line.name, open=line.open)


@kept.command("show")
def show(
    review_id: str,
    as_json: Json = False,
    form: Annotated[Form | None, typer.Option("--format", help="Write a whole report instead of a summary.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write a report, as for 'mou review'.")] = None,
) -> None:
    """Show a kept review, with what is ticked off."""
    made = assistant()
    found = made.reviews.get(review_id)
    ending = output.suffix.lower() if output else ""
    if output and ending not in (".docx", *_FORMS):
        warn("review.ending")
        raise typer.Exit(2)
    if output:
        whole = ending == ".docx"
        write_file(
            output,
            made.reviews.annotated(review_id)
            if whole
            else made.reviews.report(review_id, _FORMS[ending]).encode("utf-8"),
        )
        warn("review.written", path=output)
    elif as_json or form is not None:
        write(made.reviews.report(review_id, "json" if form is None else form.value).rstrip("\n"))
    else:
        from assistant.cli.review_text import show_review

        show_review(made.reviews.words, found.review, found.ticks)


@kept.command("delete")
def delete(review_id: str) -> None:
    """Delete a kept review and its file for good."""
    assistant().reviews.delete(review_id)
    tell("review.deleted", id=review_id)
