"""Returned files: the form that brings one, and the page on which a person decides item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.comparisons import Pieces
from assistant.domain.drafts import Draft
from assistant.domain.returned import NewValue, Returned, ReturnedComment, ReturnedItem
from assistant.domain.unread import told
from assistant.drafting.word_diff import word_diff
from assistant.services.importing import Shown, takeable
from assistant.services.returned_text import decision_text, folded, redline, sureness, title_of
from assistant.storage.drafts import DraftSummary
from assistant.storage.imports import ImportSummary
from assistant.web.rendering import Renderer
from assistant.web.uploads import WORD_MB

_AROUND = 240  # characters of unchanged words beside a change: a sentence or two, or a phone is scrolled for ever


class Conflicting(Value):
    """A decision that would write wording at odds with a principle, to be sent again with a reason."""

    item: str
    do: str
    text: str = ""
    clause: str = ""
    first: bool = False


class ItemView(Value):
    """One item as the page shows it; what is empty is not shown."""

    id: str
    title: str
    state: str
    decision: str = ""
    found: str = ""
    authors: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    pieces: Pieces = ()
    values: tuple[NewValue, ...] = ()
    here: Pieces = ()
    values_here: str = ""
    comments: tuple[ReturnedComment, ...] = ()
    waits: bool = False
    takeable: bool = False
    gone: bool = False
    meets: bool = False
    both: bool = False
    editable: bool = False
    placeable: bool = False
    near: str = ""
    text: str = ""
    conflict: Conflicting | None = None


def imports_html(
    render: Renderer,
    imports: Sequence[ImportSummary],
    drafts: Sequence[DraftSummary],
    frame: Mapping[str, object],
    *,
    chosen: str = "",
    notice: str = "",
    problem: str = "",
) -> str:
    """Return the page that brings a file back and lists those that came."""
    titles = {d.id: d.title for d in drafts}
    return render(
        "imports",
        limit=WORD_MB,
        imports=imports,
        drafts=drafts,
        titles=titles,
        chosen=chosen,
        notice=notice,
        problem=problem,
        **frame,
    )


def import_html(
    render: Renderer,
    returned: Returned,
    shown: Sequence[Shown],
    draft: Draft,
    titles: Mapping[str, str],
    frame: Mapping[str, object],
    *,
    notice: str = "",
    problem: str = "",
    problems: Mapping[str, Sequence[str]] | None = None,
    typed: Mapping[str, str] | None = None,
    conflict: Conflicting | None = None,
) -> str:
    """Return the page of one file; ``titles`` are the draft's clauses, ``problems`` and ``typed`` are told by item.

    ``problems`` is what went wrong, ``typed`` the words that could not be written, to be mended and sent again.
    """
    words = render.words
    views = [(one.item, item_view(render, one, titles, conflict)) for one in shown]
    clauses = [i for i, _ in views if i.clause]
    other = "original" if returned.view == "accepted" else "accepted"
    key = "imports.text.tracked-original" if returned.view == "original" else "web.import.tracked"
    open_ones = [one for one in shown if one.item.waits and takeable(one.item)]
    return render(
        "import",
        file=returned,
        draft=draft.title or words("web.drafts.untitled"),
        changed=sum(i.state != "unchanged" for i in clauses),
        total=len(clauses),
        tracked=words(key, authors=", ".join(returned.tracked)) if returned.tracked else "",
        may_view=not any(i.decision for i in returned.items),
        other_view=other,
        notes=[words.say(n) for n in returned.notes],
        unread=[told(u, words) for u in returned.unread],
        waiting=[v for i, v in views if i.waits],
        decided=[v for i, v in views if i.decision],
        unchanged=[v for i, v in views if not i.waits and not i.decision],
        may_take_all=len(open_ones) > 1,
        clauses=titles,
        notice=notice,
        problem=problem,
        problems=problems or {},
        typed=typed or {},
        **frame,
    )


def item_view(render: Renderer, one: Shown, titles: Mapping[str, str], conflict: Conflicting | None = None) -> ItemView:
    """Return what the page shows of an item."""
    item, stands, words = one.item, one.standing, render.words
    apart = item.state in ("new text", "unknown")
    state = words(f"imports.state.{item.state.replace(' ', '-')}")
    if item.moved and item.state != "moved":
        state = f"{state} {words('imports.also-moved')}"
    place = ""
    if item.moved or (apart and item.id.startswith(("new-", "unknown-"))):
        key = "web.import.stands-after" if item.place else "web.import.stands-first"
        place = words(key, clause=titles.get(item.place, item.place))
    return ItemView(
        id=item.id,
        title=title_of(item, words),
        state=state,
        decision=decision_text(item, words) if item.waits or item.decision else "",
        found=_found(render, item),
        authors=", ".join(item.authors),
        place=place,
        notes=tuple(words.say(n) for n in item.notes),
        pieces=folded(redline(item), _AROUND) if item.before != item.after else (),
        values=item.values,
        here=folded(word_diff("\n".join(item.before), "\n".join(stands.here)), _AROUND) if stands.here else (),
        values_here=", ".join(v.label for v in stands.values),
        comments=item.comments,
        waits=item.waits,
        takeable=takeable(item) and not apart,
        gone=item.state == "deleted",
        meets=stands.meets,
        both=stands.both is not None,
        editable=item.clause is not None and item.state == "changed",
        placeable=apart,
        near=item.place,
        text=item.text,
        conflict=conflict if conflict is not None and conflict.item == item.id and item.waits else None,
    )


def _found(render: Renderer, item: ReturnedItem) -> str:
    if not item.ground or sureness(item.sure) == "certain":
        return ""
    words = render.words
    return words(
        "web.import.found",
        ground=words(f"imports.ground.{item.ground}"),
        sure=words(f"imports.sure.{sureness(item.sure)}"),
        percent=round(item.sure * 100),
    )
