"""Read the other sources: notes from named sources (guidance) and sample agreements."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import Mapping, read_pages
from assistant.content.values import items, numbers
from assistant.domain.knowledge import Passage, Requirement, Source

_HEADING = re.compile(r"^## +(?:\d+\. *)?(?P<title>.+?)\s*$")
_TAG = re.compile(r"^<!-- *(?:requirements: *(?P<ids>[^>]*?)|(?P<local>local choice)) *-->$")


def read_guidance(content: Path, sources: dict[str, Source], passages: dict[str, Passage], problems: Problems) -> None:
    """Add a passage for each note, of its source's authority, to ``passages``."""
    for path, file, text, head, body in read_pages(content, "knowledge/guidance", problems):
        source = _source_of(head, sources, file, problems)
        if source is None:
            continue
        if head.get("authority") != source.authority.value:
            problems.error(
                file, head.line_of("authority"), f"authority differs from its source's ({source.authority.value})"
            )
            continue
        words = text[body:].strip()
        if not words:
            problems.error(file, 0, "the note has no text")
            continue
        _add(
            passages,
            Passage(
                id=str(head.get("id", path.stem)),
                source=source.id,
                authority=source.authority,
                file=file,
                start=text.index(words, body),
                end=text.index(words, body) + len(words),
                text=words,
                heading=str(head.get("title", "")),
                principles=numbers(head, "principles", file, problems),
                topics=tuple(str(t) for t in items(head, "topics", file, problems)),
            ),
            file,
            problems,
        )


def read_samples(
    content: Path,
    sources: dict[str, Source],
    passages: dict[str, Passage],
    requirements: dict[str, Requirement],
    problems: Problems,
) -> None:
    """Add a passage for each paragraph of each sample agreement, with its clause's tags, to ``passages``."""
    for path, file, text, head, body in read_pages(content, "knowledge/sample_mous", problems):
        source = _source_of(head, sources, file, problems)
        if source is not None:
            _split_sample(text, body, str(head.get("id", path.stem)), source, file, passages, requirements, problems)


def _source_of(head: Mapping, sources: dict[str, Source], file: str, problems: Problems) -> Source | None:
    source = sources.get(str(head.get("source", "")))
    if source is None:
        problems.error(
            file,
            head.line_of("source"),
            f"source {head.get('source')!r} is not in knowledge/sources.yaml",
            nearest(str(head.get("source")), sources),
        )
    return source


def _add(passages: dict[str, Passage], passage: Passage, file: str, problems: Problems) -> None:
    if passage.id in passages:
        problems.error(file, 1, f"id {passage.id!r} is given twice", "give each note its own id")
    passages[passage.id] = passage


def _split_sample(
    text: str,
    body: int,
    sample: str,
    source: Source,
    file: str,
    passages: dict[str, Passage],
    requirements: dict[str, Requirement],
    problems: Problems,
) -> None:
    heading, section, count, offset = "", 0, 0, body
    tags: tuple[str, ...] = ()
    awaiting_tag = 0
    for line in text[body:].split("\n"):
        start, offset = offset, offset + len(line) + 1
        number = text.count("\n", 0, start) + 1
        if found := _HEADING.match(line):
            heading, tags, section, count, awaiting_tag = found["title"], (), section + 1, 0, number
        elif awaiting_tag and line.strip():
            tag = _TAG.match(line.strip())
            awaiting_tag = 0
            if tag is None:
                problems.error(
                    file,
                    number,
                    "the heading has no tag line",
                    "add '<!-- requirements: p03.no-discipline -->' below it",
                )
            elif tag["ids"]:
                tags = tuple(t.strip() for t in tag["ids"].split(",") if t.strip())
                for t in tags:
                    if t not in requirements:
                        problems.error(file, number, f"requirement {t!r} is not known", nearest(t, requirements))
        elif line.strip() and not line.startswith(("#", "<!--")):
            count += 1
            words = line.strip()
            at = start + line.index(words)
            principles = tuple(sorted({int(t[1:3]) for t in tags if t in requirements}))
            _add(
                passages,
                Passage(
                    id=f"{sample}-{section}.{count}",
                    source=source.id,
                    authority=source.authority,
                    file=file,
                    start=at,
                    end=at + len(words),
                    text=words,
                    heading=heading,
                    principles=principles,
                    requirements=tuple(t for t in tags if t in requirements),
                ),
                file,
                problems,
            )
