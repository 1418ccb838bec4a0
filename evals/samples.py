"""Read the samples: YAML lists under ``evals/samples/``; a set of questions may grow by a file (``tune-2.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.content.problems import Problems
from assistant.content.strict_yaml import parse, read_text
from assistant.errors import ContentError
from evals.task import ClaimSample, ConflictSample, DraftingSample, FieldSample, QuestionSample, Sample, Set

FOLDER = Path(__file__).resolve().parent / "samples"

_OPEN_KINDS = ("fields.yaml", "drafting.yaml", "verifier.yaml", "conflicts.yaml")
"""Files of the tune set that are named for the one kind of thing they try."""

_ORDER: tuple[Set, ...] = ("tune", "regression", "test")
_SERIES = re.compile(r"(?P<set>tune|regression|test)(?:-(?P<number>\d+))?\.yaml")

QUESTIONS = ("answers", "abstention", "premises", "followups", "routing")

_KINDS: dict[str, type[Sample]] = dict.fromkeys(QUESTIONS, QuestionSample) | {
    "fields": FieldSample,
    "drafting": DraftingSample,
    "verifier": ClaimSample,
    "conflicts": ConflictSample,
}


def read_samples(sets: Iterable[Set], folder: Path = FOLDER, *, newest: bool = False) -> tuple[Sample, ...]:
    """Return the samples of some sets, file by file; raise ContentError for anything wrong in them.

    ``newest`` takes of the test set its last file alone: the one that was opened least.
    """
    wanted, out, seen = set(sets), [], set()
    last = newest_file(folder) if newest else ""
    for name, set_name in files(folder).items():
        if set_name not in wanted or (newest and set_name == "test" and name != last):
            continue
        for sample in read_file(folder / name, set_name):
            if sample.id in seen:
                raise ContentError(f"{name}: the id {sample.id} is given twice.", "Give each sample its own id.")
            seen.add(sample.id)
            out.append(sample)
    return tuple(out)


def newest_file(folder: Path = FOLDER) -> str:
    """Return the name of the test set's last file, or nothing when there is none."""
    return next((name for name, set_name in reversed(files(folder).items()) if set_name == "test"), "")


def files(folder: Path = FOLDER) -> dict[str, Set]:
    """Return which set each sample file belongs to: ``tune.yaml``, ``tune-2.yaml`` … in order, then the rest."""
    found = {
        name: match for name in sorted(p.name for p in folder.glob("*.yaml")) if (match := _SERIES.fullmatch(name))
    }
    order = sorted(found, key=lambda n: (_ORDER.index(found[n]["set"]), int(found[n]["number"] or 1)))
    series: dict[str, Set] = {name: _ORDER[_ORDER.index(found[name]["set"])] for name in order}
    kinds: dict[str, Set] = {name: "tune" for name in _OPEN_KINDS if (folder / name).exists()}
    return series | kinds


def read_file(path: Path, set_name: Set) -> list[Sample]:
    """Return the samples of one file; raise ContentError, which never quotes a sample's own words."""
    problems = Problems()
    text = read_text(path, path.name, problems)
    raw = None if text is None else parse(text, path.name, problems)
    if problems.errors:
        raise ContentError(f"{problems.errors[0]}.", "Mend the file and run the evals again.")
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise ContentError(f"{path.name} is not a list of samples.", "Begin each sample with '- id: …'.")
    return [_sample(entry, path.name, set_name) for entry in raw]


def _sample(entry: Any, file: str, set_name: Set) -> Sample:
    if not isinstance(entry, dict):
        raise ContentError(f"{file}: an entry is not a sample.", "Begin each sample with '- id: …'.")
    place = f"{file}:{getattr(entry, 'line', 0)} ({entry.get('id', 'no id')})"
    kind = _KINDS.get(str(entry.get("task")))
    if kind is None:
        raise ContentError(f"{place}: task {entry.get('task')!r} is not known.", f"Use one of: {', '.join(_KINDS)}.")
    try:
        return kind.model_validate({**entry, "set": set_name})
    except ValidationError as err:
        first = err.errors(include_input=False)[0]
        where = ".".join(str(p) for p in first["loc"])
        raise ContentError(f"{place}: {where}: {first['msg']}.", "See evals/README.md for the form.") from None
