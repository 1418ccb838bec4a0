"""Templates: sections of clauses, their variants, and the typed fields that fill them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from assistant.domain.base import Value


class FieldType(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    MONTH = "month"
    INTEGER = "integer"
    MONEY = "money"
    PERCENT = "percent"
    YES_NO = "yes-no"
    CHOICE = "choice"
    LIST = "list"
    SCHOOL_LIST = "school-list"
    PERSON = "person"
    URL = "url"
    TABLE = "table"


class Option(Value):
    """One choice: ``label`` is shown in the chat, ``text`` stands in the agreement."""

    id: str
    label: str
    text: str = ""


class Column(Value):
    """A column of a table field."""

    name: str
    type: FieldType
    label: str


class TemplateField(Value):
    """A value that clauses use by name.

    ``suggested`` is a drafting default that stands until a user changes it; names, dates, money
    and places never have one. ``after`` names a date field that this date must come after.
    """

    name: str
    type: FieldType
    label: str
    ask: str
    help: str = ""
    example: str = ""
    required: bool = True
    suggested: Any = None
    min: float | None = None
    max: float | None = None
    min_items: int | None = None
    max_items: int | None = None
    after: str | None = None
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()


class Condition(Value):
    """One plain condition on a field: ``is``, ``is not``, ``is given`` or ``is missing``."""

    field: str
    op: Literal["is", "is not", "is given", "is missing"]
    value: str = ""


class ClauseBlock(Value):
    """One block of a variant: a paragraph, a list item, a table or the signature block.

    ``text`` holds slots such as ``{{ agency_name }}``; ``rows`` is filled for a written table
    (first row is the header); ``field`` names the field of a list or table block.
    """

    kind: Literal["paragraph", "item", "list-field", "table-field", "table", "signatures"]
    text: str = ""
    field: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    when: Condition | None = None


class Variant(Value):
    """One wording of a clause, with a line on when to choose it."""

    id: str
    label: str
    use: str
    blocks: tuple[ClauseBlock, ...]


class Clause(Value):
    """One element of an agreement.

    ``requirements`` empty means that the clause is a local choice: nothing in the principles
    asks for it. ``counsel`` is why a lawyer should read it; empty when there is no special reason.
    ``fields`` are the names used by any variant, in order of first use. ``families`` is what the clause
    means for students and parents, by variant; under "" for every variant that has no text of its own.
    """

    id: str
    element: str
    title: str
    requirements: tuple[str, ...]
    purpose: str
    note: str = ""
    counsel: str = ""
    plain: str = ""
    families: dict[str, tuple[ClauseBlock, ...]] = Field(default_factory=dict)
    when: Condition | None = None
    variants: tuple[Variant, ...]
    fields: tuple[str, ...] = ()

    def variant(self, variant_id: str) -> Variant:
        """Return the variant by id; raise KeyError when the clause has none of that name."""
        for v in self.variants:
            if v.id == variant_id:
                return v
        raise KeyError(variant_id)

    @property
    def principles(self) -> tuple[int, ...]:
        """The principle numbers that the clause serves, ascending."""
        return tuple(sorted({int(r[1:3]) for r in self.requirements}))


class Section(Value):
    """A group of clauses under one name in the clause map."""

    title: str
    clauses: tuple[str, ...]


class Template(Value):
    """An agreement to fill: clauses in order, with everything they use.

    ``version`` is the author's, ``edition`` the fingerprint of its files; a draft remembers both.
    """

    id: str
    title: str
    version: str
    edition: str
    description: str = ""
    sections: tuple[Section, ...]
    recitals: tuple[ClauseBlock, ...] = ()
    clauses: dict[str, Clause]
    fields: dict[str, TemplateField]
    shell: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """Clause ids in document order."""
        return tuple(c for s in self.sections for c in s.clauses)


class TemplateSet(Value):
    """Every template found, and the whole clause library."""

    templates: dict[str, Template]
    clauses: dict[str, Clause] = Field(default_factory=dict)
    fields: dict[str, TemplateField] = Field(default_factory=dict)
