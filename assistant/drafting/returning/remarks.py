"""Comments of a returned file, each with its replies, under the clause whose words it marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.domain.documents import Comment, MouDocument
from assistant.domain.returned import ReturnedComment, ReturnedItem


def with_comments(
    items: Sequence[ReturnedItem], returned: MouDocument, own: Collection[str]
) -> tuple[tuple[ReturnedItem, ...], tuple[ReturnedComment, ...]]:
    """Return the items with the comments on their words, and the comments that stand at no words of an item.

    ``own`` are the authors of comments that the export itself wrote: those come back only with their replies.
    """
    replies: dict[str, list[Comment]] = {}
    ids = {c.id for c in returned.comments}
    for comment in returned.comments:
        if comment.parent in ids and comment.parent != comment.id:
            replies.setdefault(str(comment.parent), []).append(comment)
    told = {c.id for found in replies.values() for c in found}
    block_of = {n: i.id for i in items for n in i.spoken}
    placed: dict[str, list[ReturnedComment]] = {}
    for comment in returned.comments:
        if comment.id in told:
            continue
        if comment.author in own and comment.id not in replies:
            continue
        where = block_of.get(comment.block, "") if comment.block is not None else ""
        placed.setdefault(where, []).append(_made(comment, returned, replies, frozenset()))
    return (
        tuple(i.model_copy(update={"comments": tuple(placed.get(i.id, ()))}) for i in items),
        tuple(placed.get("", ())),
    )


def _made(
    comment: Comment, returned: MouDocument, replies: dict[str, list[Comment]], above: frozenset[str]
) -> ReturnedComment:
    on = ""
    if comment.block is not None and 0 <= comment.block < len(returned.blocks):
        on = returned.blocks[comment.block].text[comment.start : comment.end]
    inside = above | {comment.id}
    return ReturnedComment(
        author=comment.author,
        when=comment.when,
        text=comment.text,
        on=on,
        resolved=comment.resolved,
        replies=tuple(_made(r, returned, replies, inside) for r in replies.get(comment.id, ()) if r.id not in inside),
    )
