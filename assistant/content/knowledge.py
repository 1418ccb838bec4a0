"""Read ``knowledge/`` into one Knowledge value."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from assistant.content.edition import knowledge_edition
from assistant.content.problems import Problems, nearest
from assistant.content.spanish import read_spanish
from assistant.content.strict_yaml import Mapping, front_matter, parse, read_text
from assistant.content.values import build, items, mappings, numbers
from assistant.domain.knowledge import (
    AnswerCard,
    Authority,
    Cite,
    Knowledge,
    Passage,
    Principle,
    Requirement,
    Source,
)
from assistant.errors import ContentError

PRINCIPLES = "guiding-principles"
_HEADING = re.compile(r"^## +(?:\d+\. *)?(?P<title>.+?)\s*$")
_TAG = re.compile(r"^<!-- *(?:requirements: *(?P<ids>[^>]*?)|(?P<local>local choice)) *-->$")


def load_knowledge(content: Path) -> Knowledge:
    """Read ``knowledge/`` under a content folder; raise ContentError when any part is wrong."""
    problems = Problems()
    knowledge = read_knowledge(content, problems)
    if problems.errors:
        first = problems.errors[0]
        raise ContentError(
            f"The knowledge cannot be used: {first} ({len(problems.errors)} problem(s) in all).",
            "Run 'mou check' for the whole list.",
        )
    return knowledge


def read_knowledge(content: Path, problems: Problems) -> Knowledge:
    """Read all that can be read; every problem is noted in ``problems``."""
    sources = _by_id(_read_sources(content, problems), "knowledge/sources.yaml", problems)
    passages: dict[str, Passage] = {}
    principles = _read_principles(content, passages, problems)
    requirements = _read_requirements(content, passages, problems)
    _read_guidance(content, sources, passages, problems)
    _read_samples(content, sources, passages, requirements, problems)
    cards = _read_cards(content, passages, problems)
    return Knowledge(
        edition=knowledge_edition(content),
        sources=sources,
        passages=passages,
        principles=tuple(principles),
        requirements=requirements,
        cards=cards,
        messages=_read_messages(content, problems),
        matching=_read_numbers(content, "knowledge/matching.yaml", problems),
        short_forms=_read_words(content, "knowledge/short_forms.yaml", problems),
        dialogue=_read_lists(content, "knowledge/dialogue.yaml", problems),
        same_words=_read_lists(content, "knowledge/same_words.yaml", problems),
        spanish=read_spanish(content, problems),
    )


def _yaml(content: Path, file: str, problems: Problems) -> Any:
    text = read_text(content / file, file, problems)
    return None if text is None else parse(text, file, problems)


def _by_id(values: list[Any], file: str, problems: Problems) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for v in values:
        if v.id in out:
            problems.error(file, 0, f"id {v.id!r} is given twice", "give each entry its own id")
        out[v.id] = v
    return out


def _read_sources(content: Path, problems: Problems) -> list[Source]:
    file = "knowledge/sources.yaml"
    made = [build(Source, m, file, problems) for m in mappings(_yaml(content, file, problems), file, problems)]
    return [s for s in made if s is not None]


def _read_principles(content: Path, passages: dict[str, Passage], problems: Problems) -> list[Principle]:
    index = "knowledge/principles/passages.yaml"
    principles: list[Principle] = []
    for part in mappings(_yaml(content, index, problems), index, problems):
        file = f"knowledge/principles/{part.get('file', '')}"
        text = read_text(content / file, file, problems)
        if text is None:
            continue
        number = part.get("principle", 0)
        if number not in range(13):
            problems.error(index, part.line_of("principle"), f"{number!r} is not a principle", "0 to 12")
            continue
        ids = []
        for m in mappings(part.get("passages"), index, problems):
            words = str(m.get("words", ""))
            start = text.find(words)
            if not words or start < 0:
                problems.error(index, m.line_of("words"), f"these words are not in {file}", "copy them exactly")
                continue
            ids.append(str(m["id"]))
            passages[str(m["id"])] = Passage(
                id=str(m["id"]),
                source=PRINCIPLES,
                authority=Authority.PRINCIPLES,
                file=file,
                start=start,
                end=start + len(words),
                text=words,
                heading=str(part.get("heading", "")),
                principle=number,
                principles=(number,),
            )
        if number:
            principles.append(Principle(number=number, title=str(part.get("heading", "")), passages=tuple(ids)))
    return principles


def _read_requirements(content: Path, passages: dict[str, Passage], problems: Problems) -> dict[str, Requirement]:
    out: dict[str, Requirement] = {}
    for path in sorted((content / "knowledge/requirements").glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        for m in mappings(_yaml(content, file, problems), file, problems):
            words = str(m.pop("words", ""))
            passage = passages.get(str(m.get("passage", "")))
            at = passage.text.find(words) if passage and words else -1
            if passage is None or at < 0:
                hint = nearest(str(m.get("passage", "")), passages) if passage is None else "copy the words exactly"
                problems.error(file, m.line, f"words not found in passage {m.get('passage')!r}", hint)
                continue
            start = passage.start + at
            made = build(Requirement, m, file, problems, start=start, end=start + len(words))
            if made is None:
                continue
            if made.id in out:
                problems.error(file, m.line, f"id {made.id!r} is given twice")
            out[made.id] = made
    for requirement in out.values():
        passage = passages[requirement.passage]
        passages[passage.id] = passage.model_copy(update={"requirements": (*passage.requirements, requirement.id)})
    return out


def _read_guidance(content: Path, sources: dict[str, Source], passages: dict[str, Passage], problems: Problems) -> None:
    for path in sorted((content / "knowledge/guidance").glob("*.md")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, problems)
        if text is None:
            continue
        head, body = front_matter(text, file, problems)
        if head is None:
            continue
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


def _read_samples(
    content: Path,
    sources: dict[str, Source],
    passages: dict[str, Passage],
    requirements: dict[str, Requirement],
    problems: Problems,
) -> None:
    for path in sorted((content / "knowledge/sample_mous").glob("*.md")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, problems)
        if text is None:
            continue
        head, body = front_matter(text, file, problems)
        source = _source_of(head, sources, file, problems) if head is not None else None
        if head is None or source is None:
            continue
        _split_sample(text, body, str(head.get("id", path.stem)), source, file, passages, requirements, problems)


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


def _read_cards(content: Path, passages: dict[str, Passage], problems: Problems) -> dict[str, AnswerCard]:
    cards: dict[str, AnswerCard] = {}
    for path in sorted((content / "knowledge/cards").glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        for m in mappings(_yaml(content, file, problems), file, problems):
            m["ask"] = [str(a) for a in items(m, "ask", file, problems)]
            m["answer"] = [_resolve(s, file, passages, problems) for s in mappings(m.get("answer"), file, problems)]
            card = build(AnswerCard, m, file, problems)
            if card is None:
                continue
            if card.id in cards:
                problems.error(file, m.line, f"card {card.id!r} is given twice")
            cards[card.id] = card
    return cards


def _resolve(statement: Mapping, file: str, passages: dict[str, Passage], problems: Problems) -> Mapping:
    cites = []
    for c in items(statement, "cites", file, problems):
        passage_id = str(c.get("passage", "")) if isinstance(c, Mapping) else str(c)
        passage = passages.get(passage_id)
        if passage is None:
            problems.error(file, statement.line, f"passage {passage_id!r} is not known", nearest(passage_id, passages))
            continue
        start, end = passage.start, passage.end
        if isinstance(c, Mapping) and c.get("words"):
            at = passage.text.find(str(c["words"]))
            if at < 0:
                problems.error(file, c.line_of("words"), f"these words are not in {passage_id}", "copy them exactly")
                continue
            start, end = passage.start + at, passage.start + at + len(str(c["words"]))
        cites.append(Cite(passage=passage_id, start=start, end=end))
    statement["cites"] = cites
    return statement


def _read_messages(content: Path, problems: Problems) -> dict[str, str]:
    out: dict[str, str] = {}
    for path in sorted((content / "knowledge/messages").glob("*.en.yaml")):
        file = path.relative_to(content).as_posix()
        value = _yaml(content, file, problems)
        if value is not None:
            out.update(_flatten(value, path.name.removesuffix(".en.yaml")))
    # Words in another language stand under its code: "es.answers.parts.words".
    for path in sorted((content / "knowledge/messages").glob("*.es.yaml")):
        file = path.relative_to(content).as_posix()
        value = _yaml(content, file, problems)
        if value is not None:
            out.update(_flatten(value, "es." + path.name.removesuffix(".es.yaml")))
    return out


def _read_numbers(content: Path, file: str, problems: Problems) -> dict[str, float]:
    value = _yaml(content, file, problems)
    out: dict[str, float] = {}
    for key, number in (value or {}).items() if isinstance(value, Mapping) else ():
        if isinstance(number, (int, float)) and not isinstance(number, bool):
            out[key] = float(number)
        else:
            problems.error(file, value.line_of(key), f"{key!r} must be a number")
    return out


def _read_words(content: Path, file: str, problems: Problems) -> dict[str, str]:
    value = _yaml(content, file, problems)
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def _read_lists(content: Path, file: str, problems: Problems) -> dict[str, tuple[str, ...]]:
    """Read lists of words, one or two levels of keys deep; the keys are joined by a dot."""
    out: dict[str, tuple[str, ...]] = {}
    value = _yaml(content, file, problems) if (content / file).is_file() else None
    if not isinstance(value, Mapping):
        return out
    for key, inner in value.items():
        for name, words in inner.items() if isinstance(inner, Mapping) else (("", inner),):
            if isinstance(words, list):
                out[f"{key}.{name}".rstrip(".")] = tuple(str(w) for w in words)
            else:
                problems.error(file, value.line_of(key), f"{name or key!r} must be a list", "start each line with '- '")
    return out


def _flatten(value: Any, prefix: str) -> dict[str, str]:
    if not isinstance(value, dict):
        return {prefix: str(value)}
    out: dict[str, str] = {}
    for key, inner in value.items():
        out.update(_flatten(inner, f"{prefix}.{key}" if prefix else str(key)))
    return out
