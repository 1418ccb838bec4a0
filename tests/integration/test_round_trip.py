"""What people do to an exported Word file comes back clause by clause: 200 seeded edit scripts, and LibreOffice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.integration.round_trips import Left, exported, lost_clauses, mistaken, recovered, unaccounted
from tests.integration.word_edits import AUTHOR, EDITS, Editor, Script, without_stamps
from tests.office import office_does

SCRIPTS = {"essential": 150, "standard": 50}
STRIPPED = 40
OFFICE = 12


class Tally:
    """Counts of edits, and of those that came back as what they were."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.back: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.untouched, self.mistaken = 0, 0

    def take(self, left: Left, script: Script, data: bytes) -> None:
        """Compare a file; that a clause or a word is lost is never forgiven."""
        document, items = left.compared(data)
        lost, words = lost_clauses(left, items), unaccounted(document, items)
        if lost or words:
            self.wrong.append(f"seed {script.seed} {[e.kind for e in script.edits]}: {sorted(lost)} {words[:5]}")
        for edit in script.edits:
            self.of[edit.kind] += 1
            self.back[edit.kind] += recovered(edit, items)
        wrong = mistaken(script.edits, items)
        self.mistaken += len(wrong)
        self.untouched += len(left.clauses) - len({e.clause for e in script.edits})

    @property
    def rate(self) -> float:
        """The share of edits that came back as what they were."""
        return sum(self.back.values()) / max(1, sum(self.of.values()))

    def told(self, name: str) -> str:
        """Return the figures as a line."""
        missed = ", ".join(f"{k} {self.back[k]}/{n}" for k, n in sorted(self.of.items()) if self.back[k] < n)
        alarms = f"{self.mistaken} of {self.untouched} untouched clauses mistaken"
        return f"{name}: {sum(self.back.values())} of {sum(self.of.values())} edits ({self.rate:.1%}); {alarms}" + (
            f"; missed: {missed}" if missed else ""
        )


@pytest.fixture(scope="module")
def left(root: Path) -> dict[str, Left]:
    """Both shipped templates as they are exported."""
    return {name: exported(root, name) for name in SCRIPTS}


@pytest.fixture(scope="module")
def scripts(left: dict[str, Left]) -> dict[str, list[Script]]:
    """Every edit script, as the files that it made."""
    return {name: [Editor(left[name].data, seed).run() for seed in range(n)] for name, n in SCRIPTS.items()}


def test_every_kind_of_edit_is_tried(scripts: dict[str, list[Script]]) -> None:
    done = Counter(e.kind for made in scripts.values() for s in made for e in s.edits)
    assert sum(map(len, scripts.values())) >= 200
    assert len(done) == len(EDITS)
    assert min(done.values()) >= 10, done


def test_a_file_that_nobody_edited_comes_back_unchanged(left: dict[str, Left]) -> None:
    for name, one in left.items():
        for data in (one.data, without_stamps(one.data)):
            document, items = one.compared(data)
            assert {i.state for i in items} == {"unchanged"}, name
            assert unaccounted(document, items) == []


def test_two_hundred_edit_scripts_come_back(left: dict[str, Left], scripts: dict[str, list[Script]]) -> None:
    tally = Tally()
    for name, made in scripts.items():
        for script in made:
            tally.take(left[name], script, script.data)
    print(tally.told("as saved"))
    assert tally.wrong == []
    assert tally.mistaken == 0
    assert tally.rate >= 0.99


def test_the_measure_can_fail(left: dict[str, Left], scripts: dict[str, list[Script]]) -> None:
    """Held against the file that nobody edited, no edit counts as found."""
    for name, made in scripts.items():
        _, items = left[name].compared(left[name].data)
        assert [e.kind for s in made for e in s.edits if recovered(e, items)] == []


def test_without_any_stamp_no_clause_and_no_word_is_lost(
    left: dict[str, Left], scripts: dict[str, list[Script]]
) -> None:
    tally = Tally()
    for script in scripts["essential"][:STRIPPED]:
        tally.take(left["essential"], script, without_stamps(script.data))
    print(tally.told("no stamps"))
    assert tally.wrong == []
    assert tally.rate >= 0.9


def test_words_that_were_typed_with_tracking_on_bear_their_author(left: dict[str, Left]) -> None:
    from assistant.documents.reading.word_file import read_word

    editor = Editor(left["essential"].data, 3)
    assert EDITS["retype_tracked"](editor) is not None
    document = read_word(editor.saved())
    changes = [c for b in document.blocks for s in b.spans for c in s.changes]
    assert {(c.kind, c.author) for c in changes} == {("deleted", AUTHOR), ("inserted", AUTHOR)}


@pytest.fixture(scope="module")
def through_office(
    left: dict[str, Left], scripts: dict[str, list[Script]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[Script, bytes]]]:
    """A share of the scripts, opened and saved by LibreOffice as .docx, and through .odt."""
    folder = tmp_path_factory.mktemp("office")
    chosen = _varied(scripts["essential"])
    jobs, paths = [], {}
    for script in chosen:
        left_as, docx, odt, back = (
            str(folder / f"{script.seed}{end}") for end in (".docx", "-d.docx", ".odt", "-o.docx")
        )
        Path(left_as).write_bytes(script.data)
        jobs += [
            {"file": left_as, "view": False, "save": docx},
            {"file": left_as, "view": False, "save": odt},
            {"file": odt, "view": False, "save": back},
        ]
        paths[script.seed] = {"docx": docx, "odt": back}
    office_does(jobs, folder)
    return {way: [(s, Path(paths[s.seed][way]).read_bytes()) for s in chosen] for way in ("docx", "odt")}


def _varied(scripts: list[Script]) -> list[Script]:
    """Return scripts that together hold as many kinds of edit as they can."""
    chosen: list[Script] = []
    seen: set[str] = set()
    for script in sorted(scripts, key=lambda s: -len({e.kind for e in s.edits})):
        kinds = {e.kind for e in script.edits}
        if len(chosen) < OFFICE and (kinds - seen or len(seen) == len(EDITS)):
            chosen.append(script)
            seen |= kinds
    return (chosen + [s for s in scripts if s not in chosen])[:OFFICE]


@pytest.mark.libreoffice
@pytest.mark.parametrize(("way", "least"), [("docx", 0.9), ("odt", 0.75)])
def test_what_libreoffice_saved_comes_back(
    left: dict[str, Left], through_office: dict[str, list[tuple[Script, bytes]]], way: str, least: float
) -> None:
    tally = Tally()
    for script, data in through_office[way]:
        tally.take(left["essential"], script, data)
    print(tally.told(f"saved by LibreOffice ({way})"))
    assert tally.wrong == []
    assert tally.rate >= least
