"""``mou ask``: one question, or a file of questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, errors, show_markdown, write_json
from assistant.domain.answers import Answer, Citation


def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    history: Annotated[
        list[str] | None, typer.Option("--history", help="An earlier question; give it again for more, oldest first.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help='A file of JSON lines {"id", "ask", "history"}; - reads standard input.'),
    ] = None,
) -> None:
    """Ask what the guiding principles say."""
    if (question is None) == (batch is None):
        errors.print("Give a question, or --batch FILE.")
        raise typer.Exit(2)
    made = assistant()
    if batch is not None:
        _batch(made, batch)
        return
    answer = made.questions.ask(question or "", history or [])
    if as_json:
        write_json(answer_json(made, None, answer))
        return
    show_markdown(made.questions.text(answer))
    for suggestion in answer.suggestions:
        errors.print(f"  next: {suggestion}", style="dim", markup=False)


def answer_json(made: Assistant, id_: Any, answer: Answer) -> dict[str, Any]:
    """Return an answer in the wire format."""
    out: dict[str, Any] = {} if id_ is None else {"id": id_}
    if answer.language != "en":
        out["language"] = answer.language
    return out | {
        "answer": made.questions.text(answer),
        "status": answer.status.value,
        "principles": list(answer.principles),
        "citations": [citation_json(c) for c in answer.citations],
        "suggestions": list(answer.suggestions),
        "edition": answer.edition,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation in the wire format; one in another language has its translation beside the quote."""
    translation = {"translation": citation.translation} if citation.translation else {}
    return translation | {
        "source": citation.source,
        "authority": citation.authority.value,
        "principle": citation.principle,
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "file": citation.file,
    }


def _batch(made: Assistant, path: Path) -> None:
    wrong = 0
    for number, line in _lines(path):
        try:
            asked = json.loads(line)
            question, history = asked["ask"], asked.get("history") or []
            if not isinstance(question, str) or not all(isinstance(h, str) for h in history):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            wrong += 1
            write_json(
                {"id": None, "line": number, "error": 'Not a JSON object with "ask" (text) and "history" (list).'}
            )
            continue
        answer = made.questions.ask(question, history)
        write_json(answer_json(made, asked.get("id", number), answer))
    if wrong:
        errors.print(f"{wrong} line(s) could not be read.")
        raise typer.Exit(1)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = path.read_bytes()
        except OSError as err:
            errors.print(f"{path} cannot be read: {err.strerror or err}.", markup=False)
            raise typer.Exit(2) from None
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.strip():
            yield number, line
