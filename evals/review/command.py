"""``python -m evals review``: teach, calibrate, measure."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from assistant.bootstrap import Assistant, build
from assistant.documents.reading.reader import DocumentReader
from assistant.domain.reading import Refusal
from assistant.domain.reviews import Finding
from evals.review.documents import Mutant, Which, as_document, read_documents, read_mutants
from evals.review.scores import Judged, by_kind, of_document, of_mutant, table

_SETS = "dev, dev2, test, mutants or mutants-test, repeatable; dev unless told."

app = typer.Typer(add_completion=False)


@app.command("teach")
def teach_judge() -> None:
    """Teach the judge from the labelled sentences; write knowledge/review/."""
    from evals.review.examples import read_taught
    from evals.review.teaching import teach

    made = build()
    examples = read_taught(made.content)
    sys.stdout.write(f"{len(examples)} sentences\n")
    teach(examples, list(made.knowledge.requirements)).save(made.content)


@app.command("calibrate")
def calibrate_states() -> None:
    """Weigh provisions into states on the development documents; write knowledge/review/states.json."""
    from evals.review.calibrate import calibrate

    calibrate(build(say=_say))


@app.command("measure")
def measure(
    sets: Annotated[
        list[str] | None, typer.Option("--set", help="dev, dev2, test, mutants or mutants-test; dev unless told.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="Name what went wrong; never for the test set.")] = False,
) -> None:
    """Review the labelled documents and the mutants, and print what the reviews are worth."""
    made = build(say=_say)
    for name in sets or ["dev"]:
        if name.startswith("mutants"):
            part: Literal["dev", "test"] = "test" if name == "mutants-test" else "dev"
            rows = [of_mutant(m, review_clause(made, m)) for m in read_mutants(part)]
            _show(name, rows, misses=misses and part == "dev")
            sys.stdout.write(f"\n{by_kind(rows)}\n")
            continue
        which: Which = "dev" if name == "dev" else "dev2" if name == "dev2" else "test"
        _show(name, document_rows(made, which), misses=misses and which != "test")


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def document_rows(made: Assistant, which: Which) -> list[Judged]:
    """Review the documents of a set that are to be reviewed."""
    out: list[Judged] = []
    with DocumentReader() as reader:
        for labelled in read_documents(which):
            read = reader.mou(labelled.path.name, labelled.path.read_bytes())
            if isinstance(read, Refusal) or labelled.kind == "other":
                continue
            out += of_document(labelled, made.reviewer.review(read, name=labelled.path.name))
    return out


def review_clause(made: Assistant, mutant: Mutant) -> Finding | None:
    """Return the finding of a clause's requirement, as if the clause were all of an agreement."""
    document = as_document(mutant)
    return next((f for f in made.reviewer.findings(document) if f.requirement == mutant.requirement), None)


def _show(name: str, rows: Sequence[Judged], *, misses: bool) -> None:
    sys.stdout.write(f"\n## {name}: {len(rows)} states\n{table(rows)}\n")
    for row in rows if misses else ():
        if not row.agrees:
            sys.stdout.write(f"{row.where} {row.requirement}: wanted {row.wanted}, got {row.got} {row.confidence}\n")
