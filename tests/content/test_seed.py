"""The principles are the seed's words; only its stray marks and list breaks are mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.knowledge import Knowledge

ROOT = Path(__file__).resolve().parents[2]
SEED = (ROOT / "tests/data/seed.txt").read_text(encoding="utf-8")
FOLDER = ROOT / "knowledge/principles"

# Every mend, as it stands in the seed and as it stands in the files: a list mark and bold marks lost,
# and the line break between a principle's title and its first sentence put back.
MENDS = [
    ("- 1. Local decision-making** ", "1. Local decision-making\n\n"),
    ("- 2. Memorandum of understanding (MOU)** ", "2. Memorandum of understanding (MOU)\n\n"),
    ("- 3. School discipline** ", "3. School discipline\n\n"),
    ("- 4. Judicious use of law enforcement powers** ", "4. Judicious use of law enforcement powers\n\n"),
    ("5. Specialized hiring processes ", "5. Specialized hiring processes\n\n"),
    ("6. Tailored performance evaluation and supervision ", "6. Tailored performance evaluation and supervision\n\n"),
    (
        "7. Development of transparent data and tracking system ",
        "7. Development of transparent data and tracking system\n\n",
    ),
    ("8. Specialized training ", "8. Specialized training\n\n"),
    ("9. Student and family engagement ", "9. Student and family engagement\n\n"),
    ("10. Annual program assessment ", "10. Annual program assessment\n\n"),
    ("11. Duty assignments ", "11. Duty assignments\n\n"),
    ("12. Community of practice and professional support ", "12. Community of practice and professional support\n\n"),
]


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def stored() -> str:
    files = [FOLDER / "00-preamble.txt"]
    files += sorted(p for p in FOLDER.glob("*.txt") if not p.name.startswith("00"))
    files.append(FOLDER / "00-closing.txt")
    assert len(files) == 14
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


@pytest.mark.parametrize(("before", "after"), MENDS)
def test_each_mend_stands_once_in_the_seed_and_changes_no_letter(before: str, after: str) -> None:
    assert SEED.count("\n" + before) == 1
    assert [c for c in before if c.isalnum() or c in ".()"] == [c for c in after if c.isalnum() or c in ".()"]


def test_the_principles_are_the_seed_character_by_character() -> None:
    mended = SEED
    for before, after in MENDS:
        mended = mended.replace("\n" + before, "\n" + after)
    assert paragraphs(stored()) == paragraphs(mended)


def test_the_passages_hold_every_sentence_of_the_text(knowledge: Knowledge) -> None:
    passages = [p for p in knowledge.passages.values() if p.principle is not None]
    for path in FOLDER.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        left = text
        for passage in passages:
            if passage.file.endswith(path.name):
                assert text[passage.start : passage.end] == passage.text
                left = left.replace(passage.text, "", 1)
        titles = ("Guiding Principles", "Office of Community")
        rest = [line.strip() for line in left.split("\n") if line.strip()]
        assert all(line.startswith(titles) or line[0].isdigit() for line in rest), rest


def test_the_mends_are_declared(knowledge: Knowledge) -> None:
    note = knowledge.sources["guiding-principles"].note
    assert "stray Markdown marks" in note
    assert "no word was changed" in note
