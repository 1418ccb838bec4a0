"""The promises and what keeps each: ``docs/claims.md``, read for the page and for the test that holds it to its word.

The file is plain Markdown that reads well by itself: a ``##`` heading for a group, ``###`` for a promise, a
quotation (``>``) with the sentence as it is given to users, ordinary words on what that means and where it
ends, and a list of what keeps it: a link whose text is a test (``tests/…py::test_…``) or ``eval task: figure``.
"""

from __future__ import annotations

import re
from pathlib import Path

from assistant.domain.base import Value
from assistant.errors import ContentError

_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = re.compile(r"^- \[`(?P<what>[^`]+)`\]\((?P<href>[^)]+)\)(?:[:,]?\s+(?P<why>.+))?$")


class Keeper(Value):
    """A test or an eval that keeps a promise: ``what`` names it, ``href`` leads to it from ``docs/``."""

    what: str
    href: str
    why: str = ""

    @property
    def is_eval(self) -> bool:
        """Whether it is a figure of the suite that this installation can run."""
        return self.what.startswith("eval ")

    @property
    def words(self) -> str:
        """The name as people read it: a test's name is a sentence."""
        if self.is_eval:
            return self.what.removeprefix("eval ")
        name = self.what.partition("::")[2].removeprefix("test_").replace("_", " ")
        return name[:1].upper() + name[1:]

    @property
    def file(self) -> str:
        """The file of a test; empty for an eval."""
        return "" if self.is_eval else self.what.partition("::")[0]


class Claim(Value):
    """A promise: the sentences as users read them, what they mean, and what keeps them."""

    group: str
    title: str
    sentences: tuple[str, ...]
    text: str
    kept_by: tuple[Keeper, ...]


def claims_file() -> Path:
    """Return the file, in the installed package or in the checkout; raise ContentError when it is missing."""
    for folder in (_PACKAGE / "_data", _PACKAGE.parent):
        if (folder / "docs" / "claims.md").is_file():
            return folder / "docs" / "claims.md"
    raise ContentError("docs/claims.md is missing.", "Install the package again.")


def read_claims(path: Path | None = None) -> tuple[Claim, ...]:
    """Return every promise; raise ContentError for one without a sentence or without anything that keeps it."""
    group, out = "", []
    for block in re.split(r"^(?=##{1,2} )", (path or claims_file()).read_text(encoding="utf-8"), flags=re.M):
        heading, _, body = block.partition("\n")
        if heading.startswith("## "):
            group = heading.removeprefix("## ").strip()
        elif heading.startswith("### "):
            out.append(_claim(group, heading.removeprefix("### ").strip(), body))
    return tuple(out)


def _claim(group: str, title: str, body: str) -> Claim:
    lines = [line.rstrip() for line in body.strip().splitlines()]
    sentences = [line.removeprefix(">").strip() for line in lines if line.startswith(">")]
    kept = [Keeper(**{k: v or "" for k, v in m.groupdict().items()}) for line in lines if (m := _KEPT.match(line))]
    strays = [line for line in lines if line.startswith("- ") and not _KEPT.match(line)]
    if not any(sentences) or not kept or strays:
        raise ContentError(
            f"docs/claims.md: “{title}” lacks its sentence or what keeps it, or a line of its list cannot be read.",
            "Write “> the sentence”, and “- [`tests/…py::test_…`](../tests/…py)” for each thing that keeps it.",
        )
    text = "\n".join(line for line in lines if not line.startswith((">", "- "))).strip()
    return Claim(group=group, title=title, sentences=tuple(s for s in sentences if s), text=text, kept_by=tuple(kept))
