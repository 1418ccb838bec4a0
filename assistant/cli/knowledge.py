"""``mou knowledge``: your own documents beside the principles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, errors, write, write_json
from assistant.domain.knowledge import Authority
from assistant.domain.library import OWN_AUTHORITIES, Added, OwnDocument
from assistant.errors import NotAllowed

app = typer.Typer(
    help="Add your own documents; answers may quote them, apart from the principles.", no_args_is_help=True
)

_AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The document's id, as 'mou knowledge list' shows it.")]


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER…", help="Word, PDF, Markdown or text.")],
    title: Annotated[str, typer.Option(help="A title; otherwise the file's name.")] = "",
    authority: Annotated[
        str, typer.Option(help="local-policy, state-law, agreement or other: what it is labelled as.")
    ] = "other",
    date: Annotated[str, typer.Option(help="The document's own date: 2027-07-01, 2027-07 or 2027.")] = "",
    as_json: _AsJson = False,
) -> None:
    """Add documents, or new editions of documents that are there already."""
    from assistant.services.library import brought

    made = assistant()
    words = made.wording
    kind = _authority(made, authority)
    for path in paths:
        if not path.exists():
            raise NotAllowed("no-such-path", path=path)
    if title and (len(paths) != 1 or paths[0].is_dir()):
        raise NotAllowed("one-title")
    files = brought(paths, title)
    for path in paths:
        if path.is_dir() and not any(f.path.is_relative_to(path) for f in files):
            errors.print(words("library.nothing-found", path=path), markup=False)
    counts = dict.fromkeys(("added", "new-edition", "duplicate", "refused"), 0)
    for one in made.library.add(files, authority=kind, date=date):
        counts[one.outcome] += 1
        if as_json:
            write_json(_added_json(one))
        else:
            write(one.message)
    if len(files) > 1:
        slots = {k: counts[k] for k in ("added", "refused")}
        errors.print(
            words("library.summary", editions=counts["new-edition"], duplicates=counts["duplicate"], **slots),
            markup=False,
        )
    _index(made)
    if counts["refused"] or not files:
        raise typer.Exit(1)


@app.command()
def resume() -> None:
    """Finish indexing that was interrupted or that waited for the Chroma server."""
    made = assistant()
    if not _index(made):
        raise typer.Exit(1)


@app.command("list")
def list_documents(
    every: Annotated[bool, typer.Option("--all", help="Also editions that were superseded.")] = False,
    as_json: _AsJson = False,
) -> None:
    """List your documents."""
    made = assistant()
    documents = made.library.list(every=every)
    if as_json:
        write_json([document_json(d) for d in documents])
        return
    if not documents:
        errors.print(made.wording("library.none"))
    for document in documents:
        write(_line(made, document))


@app.command()
def show(document: _Id, as_json: _AsJson = False) -> None:
    """Show a document's passages as they are stored and quoted."""
    made = assistant()
    found = made.library.document(document)
    passages = made.library.passages(document)
    if as_json:
        places = [p.model_dump(include={"id", "start", "end", "section", "page", "text"}) for p in passages]
        write_json({**document_json(found), "passages": places})
        return
    write(_line(made, found))
    section = ""
    for passage in passages:
        if passage.section != section:
            section = passage.section
            write(f"\n{section}")
        page = f"  ({made.wording('library.quote.page', page=passage.page)})" if passage.page else ""
        write(f"\n  {passage.text}{page}".replace("\n", "\n  "))


@app.command()
def remove(document: _Id, as_json: _AsJson = False) -> None:
    """Remove a document from the library and from every index."""
    made = assistant()
    gone = made.library.remove(document)
    if as_json:
        write_json({"removed": document_json(gone)})
    else:
        write(made.wording("library.removed", title=gone.title, id=gone.id))
    if gone.supersedes and gone.state == "current":
        errors.print(made.wording("library.removed-earlier", before=gone.supersedes), markup=False)


def document_json(document: OwnDocument) -> dict[str, Any]:
    """Return a document in the wire format."""
    return document.model_dump(mode="json")


def _added_json(added: Added) -> dict[str, Any]:
    return {
        "name": added.name,
        "outcome": added.outcome,
        "document": document_json(added.document) if added.document else None,
        "supersedes": added.before.id if added.before else None,
        "message": added.message,
    }


def _authority(made: Assistant, name: str) -> Authority:
    for authority in OWN_AUTHORITIES:
        if authority.value == name.strip().lower():
            return authority
    raise NotAllowed("document-authority", name=name[:40])


def _line(made: Assistant, document: OwnDocument) -> str:
    words = made.wording
    notes = [words(f"library.authority.{document.authority.value}"), *([document.date] if document.date else [])]
    notes.append(words("library.passages-note", count=document.passages))
    if document.pages:
        notes.append(words("library.pages-note", count=document.pages))
    if document.edition > 1:
        notes.append(words("library.edition-note", edition=document.edition))
    if document.state == "superseded":
        notes.append(words("library.superseded-note"))
    elif document.indexed < document.passages:
        notes.append(words("library.waiting-note", count=document.passages - document.indexed))
    return f"{document.id}  {document.title}  ({', '.join(notes)})"


def _index(made: Assistant) -> bool:
    """Index what waits, with progress on standard error; False when something had to be left."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    words = made.wording
    if sys.stderr.isatty():
        with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=errors.console) as bar:
            task = bar.add_task("", total=None)
            left = made.library.index(lambda p: bar.update(task, completed=p.done, total=p.total))
    else:
        left = made.library.index(
            lambda p: errors.print(words("library.indexing", done=p.done, total=p.total)) if p.total else None
        )
    if left:
        errors.print(words("library.left", count=left), style="bold", markup=False)
    return not left
