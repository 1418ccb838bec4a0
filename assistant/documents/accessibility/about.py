"""What a file says of itself: its title and its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.documents.accessibility.opened import WordFile, runs
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import LANGUAGE, Barrier

_EMPTY_TITLE = re.compile(r"(?:document\s*\d*|untitled|doc\d*|microsoft word\b.*|.*\.(?:docx?|dotx?|odt|rtf))", re.I)


def title(file: WordFile) -> Iterator[Barrier]:
    """A title in the properties is what a screen reader says first, and what a window or tab shows."""
    if not file.title:
        yield Barrier(rule="no-title", fixable=bool(title_in(file)))
    elif _EMPTY_TITLE.fullmatch(file.title):
        yield Barrier(rule="empty-title", slots={"title": file.title[:80]}, fixable=bool(title_in(file)))


def title_in(file: WordFile) -> str:
    """Return the title that stands in the text: a paragraph of the style Title, else the first heading."""
    for paragraph in file.body_paragraphs:
        if paragraph.text and file.looks.name(file.looks.style_of(paragraph.element)) == "title":
            return paragraph.text[:255]
    return next((p.text[:255] for p in file.body_paragraphs if p.level == 1 and p.text), "")


def language(file: WordFile) -> Iterator[Barrier]:
    """A voice needs to know the language of every word."""
    missing: list[Barrier] = []
    unknown: Counter[str] = Counter()
    for paragraph in file.paragraphs:
        for run in runs(paragraph.element):
            if not any((t.text or "").strip() for t in run.iter(f"{W}t")):
                continue
            code = file.looks.language(run, paragraph.element)
            if not code or code.lower() == "x-none":
                missing.append(Barrier(rule="no-language", place=paragraph.place, fixable=True))
            elif not LANGUAGE.fullmatch(code):
                unknown[code[:20]] += 1
    if missing:
        yield missing[0].model_copy(update={"times": len(missing)})
    for code, times in unknown.items():
        yield Barrier(rule="unknown-language", slots={"code": code}, times=times)


def language_of(file: WordFile) -> str:
    """Return the language of most of the words, "" when none is set."""
    counts: Counter[str] = Counter()
    for paragraph in file.body_paragraphs:
        for run in runs(paragraph.element):
            code = file.looks.language(run, paragraph.element)
            if LANGUAGE.fullmatch(code) and code.lower() != "x-none":
                counts[code] += sum(len(t.text or "") for t in run.iter(f"{W}t"))
    return counts.most_common(1)[0][0] if counts else ""
