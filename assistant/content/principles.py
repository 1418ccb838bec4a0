"""Read the guiding principles: their passages, and the requirements that rest on them."""

from __future__ import annotations

from pathlib import Path

from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import read_text, read_yaml
from assistant.content.values import build, mappings
from assistant.domain.knowledge import Authority, Passage, Principle, Requirement

PRINCIPLES = "guiding-principles"


def read_principles(content: Path, passages: dict[str, Passage], problems: Problems) -> list[Principle]:
    """Read the principles in order, and add their passages to ``passages``."""
    index = "knowledge/principles/passages.yaml"
    principles: list[Principle] = []
    for part in mappings(read_yaml(content, index, problems), index, problems):
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


def read_requirements(content: Path, passages: dict[str, Passage], problems: Problems) -> dict[str, Requirement]:
    """Read the requirements, and note each on the passage that it rests on."""
    out: dict[str, Requirement] = {}
    for path in sorted((content / "knowledge/requirements").glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        for m in mappings(read_yaml(content, file, problems), file, problems):
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
