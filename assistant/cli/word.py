"""``mou word …``: Word files that are no drafts, checked and mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import errors, tell, words, write, write_json
from assistant.cli.files import write_file
from assistant.errors import NotAllowed

if TYPE_CHECKING:
    from assistant.services.word_files import ToldBarrier

app = typer.Typer(
    no_args_is_help=True, help="Check whether everybody can read a Word file, and mend what can be mended."
)

_File = Annotated[Path, typer.Argument(metavar="FILE.docx", help="A Word file; it is not changed.")]
_Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


@app.command("check")
def check(file: _File, as_json: _Json = False) -> None:
    """Say what keeps people from reading a Word file: title, language, headings, tables, lists, pictures, colors."""
    from assistant.services.word_files import WordFiles

    if not file.is_file():
        raise NotAllowed("no-word-file", path=file)
    found = WordFiles(words()).check(file)
    if as_json:
        told = [b.model_dump() for b in found.barriers]
        report = found.report.model_dump(mode="json", exclude={"barriers"}) if found.report else {}
        raw = [b.model_dump(mode="json") for b in found.report.barriers] if found.report else []
        both = [{**r, **t} for r, t in zip(raw, told, strict=True)]
        write_json({"file": str(file), "passes": found.passes, "refused": found.refusal, **report, "barriers": both})
    elif found.refusal:
        errors.print(found.refusal, markup=False, soft_wrap=True)
    else:
        write(found.summary)
        _list(found.barriers)
        write("")
        write(found.limits)
    if not found.passes:
        raise typer.Exit(1)


@app.command("fix")
def fix(
    file: _File,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the mended copy.")],
    title: Annotated[str, typer.Option(help="The title to set; otherwise the one in the text, if none is set.")] = "",
    language: Annotated[str, typer.Option(help="The language to set, such as en-US or es-US.")] = "",
) -> None:
    """Write a copy with title, language and header rows set; no word of the text is touched."""
    from assistant.services.word_files import WordFiles

    if not file.is_file():
        raise NotAllowed("no-word-file", path=file)
    if output.exists() and output.resolve() == file.resolve():
        raise NotAllowed("word-same-file")
    made = WordFiles(words()).fix(file, title=title, language=language)
    if made.refusal:
        errors.print(made.refusal, markup=False, soft_wrap=True)
        raise typer.Exit(1)
    write_file(output, made.data)
    for line in (*made.fixed, made.now):
        write(line)
    if made.left:
        write(words()("accessibility.report.left"))
        _list(made.left)
    tell("word.written", path=output)


def _list(barriers: Sequence[ToldBarrier]) -> None:
    said = words()("accessibility.report.advice")
    for number, barrier in enumerate(barriers, 1):
        write(f"\n{number}. {barrier.where}")
        write(f"   {said}: {barrier.what}" if barrier.advice else f"   {barrier.what}")
        write(f"   {barrier.do}" + (f" {barrier.note}" if barrier.note else ""))
