"""Comments of a returned file, each with its replies, under the clause whose words it marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.domain.changes import words_of
from assistant.domain.documents import Comment, MouDocument
from assistant.domain.returned import ReturnedComment, ReturnedItem


def with_comments(
    items: Sequence[ReturnedItem], returned: MouDocument, own: Collection[str]
) -> tuple[tuple[ReturnedItem, ...], tuple[ReturnedComment, ...]]:
    """Return the items with the comments on their words, and the comments that stand at no words of an item.

    ``own`` are the authors of comments that the export itself wrote: those come back only with their replies.
    """
    by_id = {c.id: c for c in returned.comments}
    threads: dict[str, list[Comment]] = {}
    for comment in returned.comments:
        threads.setdefault(_root(comment, by_id), []).append(comment)
    block_of = {n: i.id for i in items for n in i.spoken}
    placed: dict[str, list[ReturnedComment]] = {}
    for root, thread in threads.items():
        first, replies = by_id[root], [c for c in thread if c.id != root]
        if first.author in own and not replies:
            continue
        where = block_of.get(first.block, "") if first.block is not None else ""
        made = _made(first, returned)
        told = tuple(_made(r, returned).model_copy(update={"on": ""}) for r in replies)
        placed.setdefault(where, []).append(made.model_copy(update={"replies": told}))
    return (
        tuple(i.model_copy(update={"comments": tuple(placed.get(i.id, ()))}) for i in items),
        tuple(placed.get("", ())),
    )


def _root(comment: Comment, by_id: Mapping[str, Comment]) -> str:
    """Return the comment that a thread of replies began with; one of a circle, where a file holds such a thing."""
    seen: list[str] = []
    at = comment
    while at.id not in seen:
        seen.append(at.id)
        if at.parent not in by_id:
            return at.id
        at = by_id[str(at.parent)]
    return min(seen[seen.index(at.id) :])


def _made(comment: Comment, returned: MouDocument) -> ReturnedComment:
    on = ""
    if comment.block is not None and 0 <= comment.block < len(returned.blocks):
        on = words_of(returned.blocks[comment.block])[comment.start : comment.end]
    return ReturnedComment(
        author=comment.author, when=comment.when, text=comment.text, on=on, resolved=comment.resolved
    )
