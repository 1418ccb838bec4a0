"""Read ``mou_templates/placing.yaml``: by what words of a brought agreement find their clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.content.problems import Problems
from assistant.content.strict_yaml import Mapping, parse, read_text
from assistant.content.values import build
from assistant.domain.placing import PlacingCues
from assistant.domain.templates import TemplateSet
from assistant.errors import ContentError

FILE = "mou_templates/placing.yaml"


def load_placing(content: Path) -> PlacingCues:
    """Read the cues of every clause, none where there is no file; raise ContentError when it is wrong."""
    if not (content / FILE).is_file():
        return PlacingCues()
    problems = Problems()
    cues = _read(content, problems)
    if cues is None or problems.errors:
        raise ContentError(f"{problems.errors[0] if problems.errors else FILE}", "Run 'mou check' for the whole list.")
    return cues


def check_placing(content: Path, templates: TemplateSet, problems: Problems) -> None:
    """Note clauses without cues, cues without a clause, and requirements at home where nothing serves them.

    Templates of one's own may do without the file: words then find their clause by headings and likeness alone.
    """
    if not (content / FILE).is_file():
        return
    cues = _read(content, problems)
    if cues is None:
        return
    for name in sorted(set(templates.clauses) ^ set(cues.clauses)):
        told = "has no cues" if name in templates.clauses else "is no clause of the library"
        problems.error(FILE, 1, f"clause {name!r} {told}")
    for requirement, name in cues.requirements.items():
        clause = templates.clauses.get(name)
        if clause is None or requirement not in clause.requirements:
            problems.error(FILE, 1, f"clause {name!r} does not serve requirement {requirement!r}")


def _read(content: Path, problems: Problems) -> PlacingCues | None:
    text = read_text(content / FILE, FILE, problems)
    found: Any = parse(text, FILE, problems) if text is not None else None
    if not isinstance(found, Mapping):
        return None
    return build(PlacingCues, found, FILE, problems)
