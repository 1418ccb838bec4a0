"""How an item of a returned file stands to the draft as it is now, which may have moved on since the file left."""

from __future__ import annotations

from assistant.domain.base import Value
from assistant.domain.drafts import Draft
from assistant.domain.returned import NewValue, ReturnedItem
from assistant.domain.templates import Template
from assistant.drafting.conditions import value_of
from assistant.drafting.interview import present
from assistant.drafting.render import numbers_of
from assistant.drafting.returning.compare import mapped_same
from assistant.drafting.returning.mapping import as_markup
from assistant.drafting.returning.merging import merged
from assistant.drafting.returning.sources import source_lines


class Standing(Value):
    """What changed in the draft since the file left.

    ``here`` are the clause's lines now, where its wording was changed here too; ``gone`` says that it is no longer
    in the agreement. ``both`` is the wording with both changes, None where they meet. ``values`` were changed here
    to something else than in the file. ``same`` says that the draft reads already as the file does.
    """

    here: tuple[str, ...] = ()
    gone: bool = False
    both: str | None = None
    values: tuple[NewValue, ...] = ()
    same: bool = False

    @property
    def meets(self) -> bool:
        """Whether a change made here would be lost by taking the file's words."""
        return bool(self.here or self.values)


def markup_of(draft: Draft, template: Template, clause: str) -> str:
    """Return a clause's wording with its slots, in one form whatever it was typed in."""
    return as_markup(mapped_same(source_lines(draft, template, clause, numbers_of(draft, template))), ())


def shown_lines(draft: Draft, template: Template, clause: str) -> tuple[str, ...]:
    """Return a clause's lines as the agreement shows them."""
    return tuple(line.text for line in source_lines(draft, template, clause, numbers_of(draft, template)))


def standing(item: ReturnedItem, base: Draft, now: Draft, template: Template) -> Standing:
    """Compare what the file changes with what was changed here since version ``base``."""
    clause = item.clause
    if clause is None or clause not in template.clauses:
        return Standing()
    gone = clause not in present(now, template)
    values = tuple(v for v in item.values if _moved_on(v, base, now, template))
    was, here = markup_of(base, template, clause), markup_of(now, template, clause)
    same = not values and (not item.wording or item.wording == here) and not item.moved and item.state != "deleted"
    same = same and all(value_of(v.field, now.values, template.fields) == v.value for v in item.values)
    if was == here or here == item.wording:
        return Standing(gone=gone, values=values, same=same)
    if not item.wording and item.state != "deleted":
        return Standing(gone=gone, values=values, same=same)
    both = merged(was, here, item.wording) if item.wording else None
    return Standing(here=shown_lines(now, template, clause), gone=gone, both=both, values=values)


def _moved_on(value: NewValue, base: Draft, now: Draft, template: Template) -> bool:
    was = value_of(value.field, base.values, template.fields)
    here = value_of(value.field, now.values, template.fields)
    return bool(here not in (was, value.value))
