"""The form: the same values as the conversation asks for, as text that the same parser reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.domain.base import Value
from assistant.domain.drafts import Draft
from assistant.domain.templates import FieldType, Template, TemplateField
from assistant.drafting.format import edit_text
from assistant.services.views import FieldView, field_view, fields_in_use
from assistant.verify.conflicts import Conflict
from assistant.web.rendering import Renderer

_LONG = frozenset({FieldType.LONGTEXT, FieldType.LIST, FieldType.SCHOOL_LIST, FieldType.TABLE})


class Saved(Value):
    """What came of the last save: fields written, sentences on those not taken, conflicts to decide."""

    fields: tuple[str, ...] = ()
    problems: dict[str, str] = {}  # noqa: RUF012
    conflicts: tuple[Conflict, ...] = ()
    done: bool = False


class InputView(Value):
    """One input: ``text`` is the value as it can be edited, ``state`` why it looks as it does."""

    view: FieldView
    text: str
    long: bool
    options: tuple[str, ...] = ()
    rows: int = 1


def form_html(
    render: Renderer,
    draft: Draft,
    template: Template,
    lines: Iterable[Any],
    current: str | None,
    saved: Saved | None = None,
) -> str:
    """Return the form: the current clause's fields first, then every other field in use, by clause."""
    groups: list[dict[str, Any]] = []
    seen: set[str] = set()
    order = [line.id for line in lines]
    if current in order:
        order.remove(current)
        order.insert(0, current)
    for clause in order:
        names = [n for n in fields_in_use(draft, template, clause) if n not in seen]
        seen.update(names)
        if names:
            views = [_input(draft, template, n) for n in names]
            groups.append(
                {
                    "clause": clause,
                    "title": template.clauses[clause].title,
                    "inputs": views,
                    "missing": sum(v.view.status in ("missing", "unknown") for v in views),
                }
            )
    first = groups.pop(0) if groups and groups[0]["clause"] == current else None
    saved = saved or Saved()
    wrong = set(saved.problems)
    return render(
        "draft_form",
        first=first,
        groups=groups,
        saved=saved,
        opened={g["clause"] for g in groups if wrong & {v.view.name for v in g["inputs"]}},
        labels={name: template.fields[name].label for name in saved.problems if name in template.fields},
        title=template.clauses[current].title if current else "",
    )


def cleaned(values: Mapping[str, str], template: Template, unsure: str, none: str) -> dict[str, str]:
    """Return what was typed, for the parser: an emptied field is "not sure yet", or "none" if it may be empty."""
    out: dict[str, str] = {}
    for name, text in values.items():
        field = template.fields.get(name)
        if field is not None:
            out[name] = text.strip() or (unsure if field.required else none)
    return out


def _input(draft: Draft, template: Template, name: str) -> InputView:
    field: TemplateField = template.fields[name]
    view = field_view(draft, template, name)
    text = edit_text(field, view.value)
    options: Sequence[str] = ()
    if field.type is FieldType.CHOICE:
        options = [o.label for o in field.options]
    elif field.type is FieldType.YES_NO:
        options = ["yes", "no"]
    return InputView(
        view=view,
        text=text,
        long=field.type in _LONG,
        options=tuple(options),
        rows=min(8, max(2, text.count("\n") + 1 + len(text) // 60)),
    )
