"""A review and a comparison in the terminal: principle, state, and the first words with their place."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.console import show_markdown, warn, write
from assistant.cli.files import write_file

if TYPE_CHECKING:
    from assistant.bootstrap import Assistant
    from assistant.domain.reviews import Finding, Review, Tick
    from assistant.services.review_report import ReviewWords

_LOOKS = {"addressed": "green", "partly": "yellow", "conflict": "bold red", "missing": "red", "not-visible": "cyan"}


class _Paper:
    """Standard output: with looks on a terminal, plain lines of UTF-8 elsewhere."""

    def __init__(self) -> None:
        self._console = None
        if sys.stdout.isatty():
            from rich.console import Console

            self._console = Console(highlight=False)

    def line(self, words: str, *, style: str = "", indent: int = 0) -> None:
        """Write a line; on a terminal a long one keeps its indent."""
        if self._console is None:
            write(" " * indent + words)
            return
        from rich.padding import Padding
        from rich.text import Text

        self._console.print(Padding(Text(words, style=style), (0, 0, 0, indent)))


def show_review(words: ReviewWords, review: Review, ticks: Sequence[Tick] = ()) -> None:
    """Write a review for a person to read."""
    paper = _Paper()
    paper.line(words("review.report.title", title=review.document.title), style="bold")
    for line in (*words.kind(review), words("review.report.notice")):
        paper.line(line)
    if not review.principles:
        paper.line(words("review.report.not-reviewed"))
    by = {t.requirement: t for t in ticks}
    for one in review.principles:
        paper.line("")
        head = words("review.report.line", what=words.principle(one.principle), state=words.state(one.status))
        paper.line(head, style=_LOOKS[one.status])
        for finding in one.findings:
            _finding(paper, words, finding, by.get(finding.requirement))
    _counts(paper, words, review)


def _finding(paper: _Paper, words: ReviewWords, finding: Finding, tick: Tick | None) -> None:
    title, state = words.title(finding.requirement), words.state(finding.status)
    paper.line(words("review.report.line", what=title, state=state), style=_LOOKS[finding.status], indent=2)
    first = next((q for q in finding.quotes if q.role == "conflict"), next(iter(finding.quotes), None))
    if first is not None:
        paper.line(f"“{first.text}”", indent=6)
        paper.line(words.place(first.where), style="dim", indent=6)
    if tick is not None:
        reason = tick.reason or words("review.report.no-reason")
        paper.line(words("review.report.line", what=words("review.report.ticked"), state=reason), indent=6)


def _counts(paper: _Paper, words: ReviewWords, review: Review) -> None:
    paper.line("")
    for name in ("vague", "outside", "counsel"):
        remarks = getattr(review, name)
        if remarks:
            paper.line(words("review.report.count", what=words(f"review.report.heading.{name}"), count=len(remarks)))
    for note in words.notes(review):
        paper.line(note, style="dim")


def show_comparison(
    made: Assistant, first: Review, second: Review, *, as_json: bool, form: str | None, output: Path | None
) -> None:
    """Write two agreements side by side, to standard output or to a file."""
    from assistant.services.report_texts import html_of, markdown_of
    from assistant.services.review_compared import comparison_brief, comparison_data

    found = made.reviews.compare(first, second)
    ending = output.suffix.lower() if output else ""
    if output is not None and ending not in (".md", ".html", ".json"):
        warn("review.compare-ending")
        import typer

        raise typer.Exit(2)
    brief = comparison_brief(found, made.reviews.words, at=made.clock())
    if as_json or ending == ".json":
        text = json.dumps(comparison_data(found), ensure_ascii=False, indent=2)
    else:
        text = html_of(brief) if "html" in (form, ending[1:]) else markdown_of(brief)
    if output is not None:
        write_file(output, text.encode("utf-8"))
        warn("review.written", path=output)
    elif as_json or form is not None:
        write(text)
    else:
        show_markdown(text)
