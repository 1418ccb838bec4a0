"""``mou ask``: one question, or a file of questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.answering.brief_text import brief_markdown
from assistant.bootstrap import Assistant
from assistant.cli.console import assistant, errors, show_markdown, warn, words, write, write_json
from assistant.cli.files import write_file
from assistant.domain.answers import Answer, Citation, Sample
from assistant.domain.briefs import BriefKind
from assistant.domain.library import OWN_AUTHORITIES


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
    detail: Annotated[
        bool, typer.Option("--detail", help="Show every layer: practice, other sources, sample wording.")
    ] = False,
    brief: Annotated[
        BriefKind | None,
        typer.Option("--as", help="A memo for a board or a letter to families, on this question and the --history."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="With --as: write a Word file (.docx) or Markdown (.md) here.")
    ] = None,
    shell: Annotated[
        Path | None, typer.Option(help="With --as and a .docx file: your letterhead, whose page and header are used.")
    ] = None,
) -> None:
    """Ask what the guiding principles say."""
    if (question is None) == (batch is None):
        warn("ask.nothing")
        raise typer.Exit(2)
    if (brief is not None and batch is not None) or (out is not None and brief is None):
        warn("ask.as-only")
        raise typer.Exit(2)
    made = assistant(shell=shell)
    if batch is not None:
        _batch(made, batch)
        return
    asked, earlier = question or "", history or []
    if brief is not None:
        answer = made.questions.brief(brief, [*earlier, asked])
    else:
        # The clause library is read only where its wording is shown.
        answer = made.questions.ask(asked, earlier, samples=detail or as_json)
        answer = answer.model_copy(update={"detail": answer.detail or detail})
    if out is not None:
        _save(made, answer, out)
    elif as_json:
        write_json(answer_json(made, None, answer))
    else:
        show_markdown(made.questions.text(answer, detail=detail))
        for suggestion in answer.suggestions:
            errors.print(made.wording("cli.ask.next", suggestion=suggestion), style="dim", markup=False)


def _save(made: Assistant, answer: Answer, path: Path) -> None:
    """Write a brief to a file whose ending says in which form."""
    if answer.brief is None:
        errors.print(answer.statements[0].text, markup=False)
        raise typer.Exit(1)
    if path.suffix.lower() not in (".docx", ".md"):
        warn("ask.ending")
        raise typer.Exit(2)
    if path.suffix.lower() == ".docx":
        data = made.questions.word(answer.brief, made.clock())
    else:
        data = brief_markdown(answer.brief).encode()
    write_file(path, data)
    write(str(path))


def answer_json(made: Assistant, id_: Any, answer: Answer) -> dict[str, Any]:
    """Return an answer in the wire format."""
    out: dict[str, Any] = {} if id_ is None else {"id": id_}
    if answer.language != "en":
        out["language"] = answer.language
    return (
        out
        | {
            "answer": made.questions.text(answer),
            "status": answer.status.value,
            "principles": list(answer.principles),
            "citations": [citation_json(c) for c in answer.citations],
            "suggestions": list(answer.suggestions),
            "edition": answer.edition,
            "short": [s.text for s in answer.short],
            "practice": [
                *({"text": s.text, "label": "", "authority": "principles"} for s in answer.practice),
                *(
                    {
                        "text": a.text,
                        "label": a.label,
                        "authority": a.citation.authority.value,
                        "source": a.citation.source,
                        "date_read": _read_on(made, a.citation.source),
                    }
                    for a in answer.asides
                ),
            ],
            "samples": [sample_json(s) for s in answer.samples],
            "who_decides": answer.who_decides,
        }
        | ({"brief": answer.brief.model_dump(mode="json")} if answer.brief is not None else {})
    )


def sample_json(sample: Sample) -> dict[str, Any]:
    """Return sample wording in the wire format; it is never among the citations of an answer."""
    return {
        "text": sample.text,
        "authority": "sample",
        "title": sample.title,
        "origin": sample.origin,
        "clause": sample.clause,
        "variant": sample.variant or None,
        "citation": citation_json(sample.citation) if sample.citation is not None else None,
    }


def _read_on(made: Assistant, source: str) -> str | None:
    found = made.knowledge.sources.get(source)
    return found.date_read.isoformat() if found is not None else None


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation in the wire format; one in another language has its translation beside the quote."""
    translation = {"translation": citation.translation} if citation.translation else {}
    return translation | {
        "source": citation.source,
        "authority": citation.authority.value,
        "principle": citation.principle,
        "passage": citation.passage,
        "quote": citation.quote,
        # The stored text of guidance and law is a summary of ours; "quote" is then a slice of that.
        "summary": citation.authority.summed_up,
        "start": citation.start,
        "end": citation.end,
        "file": citation.file,
        **({"section": citation.section, "page": citation.page} if citation.authority in OWN_AUTHORITIES else {}),
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
            write_json({"id": None, "line": number, "error": words()("cli.ask.line")})
            continue
        answer = made.questions.ask(question, history)
        write_json(answer_json(made, asked.get("id", number), answer))
    if wrong:
        warn("ask.lines", count=wrong)
        raise typer.Exit(1)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = path.read_bytes()
        except OSError as err:
            warn("file.unreadable", path=path, why=err.strerror or err)
            raise typer.Exit(2) from None
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.strip():
            yield number, line
