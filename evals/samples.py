"""Read the samples: YAML lists under ``evals/samples/``, one file for each kind of thing tried."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.content.problems import Problems
from assistant.content.strict_yaml import parse, read_text
from assistant.errors import ContentError
from evals.task import ClaimSample, ConflictSample, DraftingSample, FieldSample, QuestionSample, Sample, Set

FOLDER = Path(__file__).resolve().parent / "samples"

FILES: dict[str, Set] = {
    "tune.yaml": "tune",
    "tune-2.yaml": "tune",
    "fields.yaml": "tune",
    "drafting.yaml": "tune",
    "verifier.yaml": "tune",
    "conflicts.yaml": "tune",
    "regression.yaml": "regression",
    "test.yaml": "test",
}
"""Which set a file belongs to."""

QUESTIONS = ("answers", "abstention", "premises", "followups", "routing")

_KINDS: dict[str, type[Sample]] = dict.fromkeys(QUESTIONS, QuestionSample) | {
    "fields": FieldSample,
    "drafting": DraftingSample,
    "verifier": ClaimSample,
    "conflicts": ConflictSample,
}


def read_samples(sets: Iterable[Set], folder: Path = FOLDER) -> tuple[Sample, ...]:
    """Return the samples of some sets, file by file; raise ContentError for anything wrong in them."""
    wanted, out, seen = set(sets), [], set()
    for name, set_name in FILES.items():
        if set_name not in wanted or not (folder / name).exists():
            continue
        for sample in read_file(folder / name, set_name):
            if sample.id in seen:
                raise ContentError(f"{name}: the id {sample.id} is given twice.", "Give each sample its own id.")
            seen.add(sample.id)
            out.append(sample)
    return tuple(out)


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
