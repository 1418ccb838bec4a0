"""A returned file as lines of text, for the command line: states in words, redlines with marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.domain.comparisons import Pieces
from assistant.domain.returned import Returned, ReturnedComment, ReturnedItem
from assistant.domain.unread import told
from assistant.domain.wording import Wording
from assistant.drafting.word_diff import word_diff
from assistant.services.importing import Shown

CERTAIN, LIKELY = 0.95, 0.75
_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_AROUND = 60  # characters of unchanged words shown beside a change


def redline(item: ReturnedItem) -> Pieces:
    """Return the words of an item from how it left to how it came back; its lines are divided by line ends."""
    return word_diff("\n".join(item.before), "\n".join(item.after))


def sureness(sure: float) -> str:
    """Return how sure a match is: certain, likely or unsure."""
    return "certain" if sure >= CERTAIN else "likely" if sure >= LIKELY else "unsure"


def title_of(item: ReturnedItem, words: Wording) -> str:
    """Return what an item is called."""
    if item.title:
        return item.title
    if item.id == "front":
        return words("imports.front")
    return words("imports.no-clause")


def lead_lines(words: Wording, returned: Returned) -> Iterator[str]:
    """Yield what is said of the whole file."""
    clauses = [i for i in returned.items if i.clause]
    yield words("imports.text.id", id=returned.id)
    yield words(
        "imports.text.head",
        name=returned.name,
        draft=returned.draft,
        base=returned.base,
        changed=sum(i.state != "unchanged" for i in clauses),
        total=len(clauses),
        waiting=len(returned.waiting),
    )
    if returned.tracked:
        key = "tracked-original" if returned.view == "original" else "tracked"
        yield words(f"imports.text.{key}", authors=", ".join(returned.tracked))
    for note in returned.notes:
        yield words.say(note)
    for unread in returned.unread:
        yield words("imports.text.unread", what=told(unread, words))
    for comment in returned.comments:
        yield from _comment_lines(words, comment)


def item_lines(words: Wording, one: Shown, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield what is said of one item; ``titles`` are those of the clauses."""
    item, stands = one.item, one.standing
    yield words(
        "imports.text.item",
        id=item.id,
        state=words(f"imports.state.{item.state.replace(' ', '-')}"),
        moved=f" {words('imports.also-moved')}" if item.moved and item.state != "moved" else "",
        title=title_of(item, words),
        decision=decision_text(item, words),
    )
    if item.ground and sureness(item.sure) != "certain":
        ground, sure = words(f"imports.ground.{item.ground}"), words(f"imports.sure.{sureness(item.sure)}")
        yield words("imports.text.found", ground=ground, sure=sure, percent=round(item.sure * 100))
    if item.authors:
        yield words("imports.text.by", authors=", ".join(item.authors))
    if item.state in ("changed", "deleted", "new text", "unknown") and item.before != item.after:
        yield from (f"    {line}" for line in marked(redline(item)).split("\n"))
    if item.moved or item.id.startswith(("new-", "unknown-")):
        key = "place" if item.place else "place-start"
        yield words(f"imports.text.{key}", clause=titles.get(item.place, item.place))
    for value in item.values:
        empty = words("imports.text.empty")
        yield words("imports.text.value", label=value.label, before=value.before or empty, after=value.after)
    for note in item.notes:
        yield words("imports.text.note", note=words.say(note))
    if stands.gone and item.clause and item.state != "deleted":
        yield words("imports.text.gone")
    if stands.here and not item.decision:
        yield words("imports.text.here")
        yield from (
            f"    {line}" for line in marked(word_diff("\n".join(item.before), "\n".join(stands.here))).split("\n")
        )
    if stands.values and not item.decision:
        yield words("imports.text.values-here", labels=", ".join(v.label for v in stands.values))
    for comment in item.comments:
        yield from _comment_lines(words, comment)


def decision_text(item: ReturnedItem, words: Wording) -> str:
    """Return what is decided about an item, in words; "" where nothing has to be."""
    if not item.decision:
        return words("imports.decision.waiting") if item.waits else words("imports.state.unchanged")
    return words(f"imports.decision.{item.decision}", clause=item.title)


def folded(pieces: Pieces, around: int) -> Pieces:
    """Return a redline whose long stretches that stay are cut to ``around`` characters beside each change."""
    last = len(pieces) - 1
    return tuple(
        piece.model_copy(update={"text": _cut(piece.text, n > 0, n < last, around)}) if piece.kind == "same" else piece
        for n, piece in enumerate(pieces)
    )


def marked(pieces: Pieces, around: int = _AROUND) -> str:
    """Return a redline as text: [-taken out-], {+put in+}; long stretches that stay are cut."""
    out = []
    for n, piece in enumerate(pieces):
        before, after = _MARKS[piece.kind]
        text = _cut(piece.text, n > 0, n < len(pieces) - 1, around) if piece.kind == "same" else piece.text
        out.append(f"{before}{text}{after}")
    return "".join(out)


def _cut(text: str, follows: bool, leads: bool, around: int) -> str:
    if len(text) <= around * (follows + leads) + 3:
        return text
    head = text[:around].rsplit(" ", 1)[0] if follows else ""
    tail = text[-around:].split(" ", 1)[-1] if leads else ""
    return f"{head} … {tail}" if follows and leads else f"{head} …" if follows else f"… {tail}"


def _comment_lines(words: Wording, comment: ReturnedComment, depth: int = 0) -> Iterator[str]:
    on = words("imports.text.on", words=comment.on) if comment.on else ""
    resolved = words("imports.text.resolved") if comment.resolved else ""
    said = words("imports.text.comment", author=comment.author or "?", text=comment.text)
    yield f"{'  ' * depth}{said}{on}{resolved}"
    for reply in comment.replies:
        yield from _comment_lines(words, reply, depth + 1)
