"""Bring the wording and the values of an agreement that somebody has into a new draft, in one step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.domain.drafts import ConflictRecord, Draft
from assistant.domain.placing import Provided
from assistant.domain.templates import Template
from assistant.domain.wording import saying
from assistant.drafting import steps
from assistant.drafting.interview import applicable
from assistant.drafting.returning.lines import Line
from assistant.drafting.returning.mapping import as_typed
from assistant.drafting.steps import Step

_SIGNED = re.compile(
    r"/s/|\[signed\]|_{5,}|\bdate:\s|^(?:signed|by|date|attest|sincerely|agreed)\b\s*[:,]|^approved(?: as to form)?:"
    r"|\bsignature\b.*\|\s*date\b|\(signature",
    re.IGNORECASE,
)
_HEADER = re.compile(r"\bsignature\b|\bsigned\b", re.IGNORECASE)


def is_signed(text: str) -> bool:
    """Say whether a line is one on which somebody signs or has signed: a new draft is signed by nobody."""
    return _SIGNED.search(text) is not None


def without_signatures(provisions: Sequence[Provided]) -> tuple[Provided, ...]:
    """Return provisions with the lines on which people signed taken out of every clause, so that they are listed."""
    out: list[Provided] = []
    in_table = False
    for one in provisions:
        head = one.kind == "row" and _HEADER.search(one.text) is not None and (not out or out[-1].kind != "row")
        in_table = one.kind == "row" and (in_table or head)
        signed = in_table or is_signed(one.text)
        out.append(one.model_copy(update={"clause": None, "ground": None, "sure": 1.0}) if signed else one)
    return tuple(out)


def wordings(provisions: Sequence[Provided]) -> dict[str, str]:
    """Return by clause what provisions say, as own wording is typed; their words stand as they are in the file."""
    lines: dict[str, list[Line]] = {}
    for n, one in enumerate(provisions):
        if one.clause is not None:
            lines.setdefault(one.clause, []).append(Line(one.text, one.kind, n))
    return {clause: as_typed(each) for clause, each in lines.items()}


def brought_in(
    draft: Draft,
    template: Template,
    texts: Mapping[str, str],
    values: Mapping[str, Any],
    records: Mapping[str, tuple[ConflictRecord, ...]],
    *,
    now: datetime,
    file: str,
) -> Step:
    """Write wording by clause and values; ``records`` are conflicts in that wording, which wait for a decision.

    References such as "Section 5" stay as they are: they count the sections of the file, not those of the draft.
    Wording of a clause that does not apply to the draft is left where it is and is not written.
    """
    after = steps.set_values(draft, template, values, now=now).draft if values else draft
    clauses = dict(after.clauses)
    for name in applicable(after, template):
        if texts.get(name, "").strip():
            clauses[name] = clauses[name].model_copy(
                update={
                    "own_text": texts[name].strip(),
                    "own_origin": file[:300],
                    "seen": True,
                    "conflicts": records.get(name, ()),
                }
            )
    written = sum(1 for entry in clauses.values() if entry.own_origin)
    did = saying("reviewdraft.did", clauses=written, values=len(values), file=file)
    return Step(draft=after.model_copy(update={"clauses": clauses, "updated": now}), action="review", did=(did,))
