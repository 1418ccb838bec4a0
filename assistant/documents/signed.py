"""A signature block that was written by us, found again in a table that was read."""

from __future__ import annotations

from assistant.domain.changes import words_of
from assistant.domain.documents import Block, Signer
from assistant.domain.wording import Wording


def signers_of(block: Block, words: Wording) -> tuple[Signer, ...]:
    """Return the signers of a table that ``signatures.signature_table`` wrote; none for any other table."""
    name, title = words("word.name").strip(), words("word.title").strip()
    out: list[Signer] = []
    party = ""
    for line in words_of(block).replace("\t", "\n").split("\n"):
        text = line.strip()
        if text.startswith(name):
            person = text.removeprefix(name).strip()
            out.append(Signer(name=person, party=party, placeholder=person.startswith("[")))
            party = ""
        elif text.startswith(title) and out and not party:
            out[-1] = out[-1].model_copy(update={"title": text.removeprefix(title).strip()})
        elif text and text not in {words("word.sign").strip(), words("word.date").strip()}:
            party = text
    return tuple(out)
