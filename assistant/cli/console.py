"""What the commands share: the assistant, output as text or JSON, errors as sentences."""

from __future__ import annotations

import json
import sys
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.bootstrap import Assistant, build
from assistant.content.paths import content_dir
from assistant.domain.wording import Told, Wording
from assistant.errors import AssistantError, ContentError
from assistant.settings import read_settings

if TYPE_CHECKING:
    from rich.console import Console


class _Errors:
    """Standard error; rich is imported by the first thing that is printed, which may never come."""

    @cached_property
    def console(self) -> Console:
        """The console itself, for what draws on it."""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def print(
        self, text: str, *, style: str | None = None, markup: bool = True, soft_wrap: bool = False, end: str = "\n"
    ) -> None:
        """Print a line."""
        self.console.print(text, style=style, markup=markup, soft_wrap=soft_wrap, end=end)


errors = _Errors()


def assistant(*, shell: Path | None = None) -> Assistant:
    """Build the assistant; what takes long is told on standard error. ``shell`` is a letterhead for this command."""
    settings = read_settings()
    if shell is not None:
        settings = settings.model_copy(update={"shell": shell})
    return build(settings, say=lambda sentence: errors.print(sentence, style="dim"))


@cache
def words() -> Wording:
    """Return the words of the interface without opening anything else; raise ContentError."""
    from assistant.content.messages import load_wording  # reads YAML, which an answer does not need

    try:
        folder = read_settings().content_dir
    except AssistantError:  # the words are needed to say so
        folder = None
    return load_wording(content_dir(folder))


def fail(err: AssistantError) -> None:
    """Print an error and its remedy on standard error."""
    try:
        told = words().error(err)
    except ContentError as worse:  # without its words the program cannot say anything else
        told = Told(worse.message, worse.remedy)
    errors.print(told.message, style="bold red", markup=False, soft_wrap=True)
    if told.remedy:
        errors.print(told.remedy, markup=False, soft_wrap=True)


def warn(key: str, **slots: object) -> None:
    """Print a sentence of the command line's words on standard error."""
    errors.print(words()(f"cli.{key}", **slots), markup=False, soft_wrap=True)


def tell(key: str, **slots: object) -> None:
    """Write a sentence of the command line's words to standard output."""
    write(words()(f"cli.{key}", **slots))


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
