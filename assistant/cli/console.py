"""What the commands share: the assistant, output as text or JSON, errors as sentences."""

from __future__ import annotations

import json
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.bootstrap import Assistant, build
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from rich.console import Console


class _Errors:
    """Standard error; rich is imported by the first thing that is printed, which may never come."""

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def print(self, text: str, *, style: str | None = None, markup: bool = True, end: str = "\n") -> None:
        """Print a line."""
        self._console.print(text, style=style, markup=markup, end=end)


errors = _Errors()


def assistant() -> Assistant:
    """Build the assistant; what takes long is told on standard error."""
    return build(say=lambda sentence: errors.print(sentence, style="dim"))


def fail(err: AssistantError) -> None:
    """Print an error and its remedy on standard error."""
    errors.print(err.message, style="bold red", markup=False)
    if err.remedy:
        errors.print(err.remedy, markup=False)


def write(text: str) -> None:
    """Write a line of data to standard output, as UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def write_json(value: Any) -> None:
    """Write one JSON value on one line."""
    write(json.dumps(value, ensure_ascii=False))


def show_markdown(text: str) -> None:
    """Print Markdown for a person, or as it is when standard output is not a terminal."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        write(text)
