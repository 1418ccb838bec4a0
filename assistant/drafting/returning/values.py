"""Read words that stand where a value stood as that value, if they are shown again as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.domain.drafts import Draft
from assistant.domain.templates import FieldType, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.conditions import value_of
from assistant.drafting.format import show_person, show_rows, show_value
from assistant.drafting.returning.lines import CELLS, key_of
from assistant.drafting.returning.sources import Part
from assistant.drafting.values import parse_value


class ValueReader:
    """Reads values of one draft; a value counts only when the agreement would show exactly the words that came back."""

    def __init__(self, draft: Draft, template: Template, today: date, wording: Wording) -> None:
        self._draft, self._fields = draft, template.fields
        self._today, self._wording = today, wording

    def part(self, part: Part, shown: str) -> Any:
        """Return the typed value that new words give for a part of a line, None when they give none."""
        field = self._fields.get(part.field)
        if field is None:
            return None
        if field.type is FieldType.PERSON and part.filter in ("name", "title"):
            value = self._person(field, part.filter, shown)
        elif field.type is FieldType.CHOICE:
            value = next((o.id for o in field.options if key_of(o.text or o.label) == key_of(shown)), None)
        else:
            value = self._parsed(field, shown)
        return value if value is not None and self._same(field, value, part.filter, shown) else None

    def many(self, name: str, lines: Sequence[str]) -> Any:
        """Return the value that the lines of a list or table field give; the first row of a table is its header."""
        field = self._fields.get(name)
        if field is None or not lines:
            return None
        if field.type is not FieldType.TABLE:
            value = self._parsed(field, "\n".join(f"- {line}" for line in lines))
            same = isinstance(value, list) and [key_of(str(i)) for i in value] == [key_of(line) for line in lines]
            return value if same else None
        if key_of(lines[0]) != key_of(CELLS.join(c.label for c in field.columns)):
            return None
        value = self._parsed(field, "\n".join(lines[1:]))
        if value is None:
            return None
        rows = [key_of(CELLS.join(row)) for row in show_rows(field, value)]
        return value if rows == [key_of(line) for line in lines[1:]] else None

    def shown(self, name: str, value: Any) -> str:
        """Return a value as the agreement shows it."""
        return show_value(self._fields[name], value)

    def before(self, name: str) -> Any:
        """Return the value that the file left with."""
        return value_of(name, self._draft.values, self._fields)

    def label(self, name: str) -> str:
        """Return what a field is called."""
        return self._fields[name].label if name in self._fields else name

    def _parsed(self, field: TemplateField, text: str) -> Any:
        # Without the present value: "add Riverton Middle School" in a file is no request to add.
        values = {n: v for n, v in self._draft.values.items() if n != field.name}
        bare = field.model_copy(update={"suggested": None})
        parsed = parse_value(bare, text, today=self._today, values=values, wording=self._wording)
        return parsed.value if parsed.ok else None

    def _person(self, field: TemplateField, part: str, shown: str) -> Any:
        now = self.before(field.name)
        given: Mapping[str, Any] = now if isinstance(now, Mapping) else {}
        return {"name": given.get("name", ""), "title": given.get("title", ""), part: shown}

    def _same(self, field: TemplateField, value: Any, filter_: str, shown: str) -> bool:
        if field.type is FieldType.PERSON and filter_ in ("name", "title"):
            again = show_person(value, filter_)
        else:
            again = show_value(field, value, words=filter_ == "words")
        if filter_ == "lower":
            again = again.lower()
        return key_of(again) == key_of(shown)
