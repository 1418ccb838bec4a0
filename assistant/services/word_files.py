"""Check and mend Word files that are no drafts of ours: can everybody read them."""

from __future__ import annotations

from pathlib import Path

from assistant.documents.brought import BroughtWord
from assistant.domain.accessibility import LANGUAGE, AccessReport, Barrier, FixReport, Place
from assistant.domain.base import Value
from assistant.domain.reading import Refusal
from assistant.domain.wording import Wording
from assistant.errors import NotAllowed


class ToldBarrier(Value):
    """A barrier in words: where, what, what to do; ``note`` is "" or what the program can do about it."""

    where: str
    what: str
    do: str
    note: str = ""
    advice: bool = False


class Checked(Value):
    """The check of one file in words; ``refusal`` says why it was not opened, and the rest is then empty."""

    name: str
    refusal: str = ""
    summary: str = ""
    barriers: tuple[ToldBarrier, ...] = ()
    limits: str = ""
    report: AccessReport | None = None

    @property
    def passes(self) -> bool:
        """Say whether the file was checked and nothing has to be put right."""
        return self.report is not None and all(b.advice for b in self.report.barriers)


class Fixed(Value):
    """A mended copy in words: what was put right, and what is still to do."""

    name: str
    refusal: str = ""
    data: bytes = b""
    fixed: tuple[str, ...] = ()
    now: str = ""
    left: tuple[ToldBarrier, ...] = ()
    report: FixReport | None = None


class WordFiles:
    """Check and mend Word files; nothing of them is kept."""

    def __init__(self, wording: Wording) -> None:
        self._say = wording

    def check(self, path: Path, name: str = "") -> Checked:
        """Return what is in a reader's way in a Word file."""
        name = name or path.name
        with BroughtWord() as checker:
            found = checker.check(path, name)
        if isinstance(found, Refusal):
            return Checked(name=name, refusal=self._refusal(found, name))
        advice = sum(1 for b in found.barriers if b.advice)
        summary = self._say(
            "accessibility.report.some" if found.barriers else "accessibility.report.clean",
            name=name,
            count=len(found.barriers) - advice,
            advice=advice,
            paragraphs=found.paragraphs,
            tables=found.tables,
            pictures=found.pictures,
        )
        return Checked(
            name=name,
            summary=summary,
            barriers=tuple(self._told(b) for b in found.barriers),
            limits=self._say("accessibility.report.limits"),
            report=found,
        )

    def fix(self, path: Path, name: str = "", *, title: str = "", language: str = "") -> Fixed:
        """Return a mended copy: title, language and header rows, and no word of the text.

        Raises NotAllowed for a language that is no code.
        """
        name = name or path.name
        if language and not LANGUAGE.fullmatch(language):
            raise NotAllowed("word-language", language=language[:40])
        with BroughtWord() as checker:
            made = checker.fix(path, name, title=title, language=language)
        if isinstance(made, Refusal):
            return Fixed(name=name, refusal=self._refusal(made, name))
        data, report = made
        rules = [self._say("accessibility.report.fixed", what=self._told(b).what) for b in report.fixed]
        return Fixed(
            name=name,
            data=data,
            fixed=tuple(rules) or (self._say("accessibility.report.nothing-fixed"),),
            now=self._say(
                "accessibility.report.now",
                title=report.title or self._say("accessibility.report.unset"),
                language=report.language or self._say("accessibility.report.unset"),
            ),
            left=tuple(self._told(b) for b in report.left),
            report=report,
        )

    def _told(self, barrier: Barrier) -> ToldBarrier:
        rule = f"accessibility.rule.{barrier.rule}"
        return ToldBarrier(
            where=self._where(barrier.place, barrier.times),
            what=self._say(f"{rule}.what", **barrier.slots),
            do=self._say(f"{rule}.do", **barrier.slots),
            note=self._say("accessibility.report.fixable") if barrier.fixable else "",
            advice=barrier.advice,
        )

    def _where(self, place: Place, times: int) -> str:
        parts = [self._say(f"accessibility.place.{place.part.replace(' ', '-')}")]
        if place.heading:
            parts.append(self._say("accessibility.place.under", heading=place.heading))
        if place.table:
            parts.append(self._say("accessibility.place.table", number=place.table))
        if place.words:
            parts.append(self._say("accessibility.place.words", words=place.words))
        told = ", ".join(parts)
        return f"{told} {self._say('accessibility.place.times', count=times)}" if times > 1 else told

    def _refusal(self, refusal: Refusal, name: str) -> str:
        own = f"accessibility.refused.{refusal.reason}"
        key = own if own in self._say else f"library.refused.{refusal.reason}"
        return self._say(key, name=name, **refusal.slots)
