"""How much of a brought file is taken, and the exception that ends a reading."""

from __future__ import annotations

MB = 1_000_000
FILE_BYTES = {"word": 10 * MB, "pdf": 50 * MB, "markdown": 5 * MB, "text": 5 * MB, "office": 10 * MB}
UNPACKED_BYTES = 60 * MB
PART_BYTES = 20 * MB
PARTS = 2_000
PAGES = 2_000
PARAGRAPHS = 50_000
CHARACTERS = 8_000_000

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60
DEADLINE_SECONDS = 75.0


class Refused(Exception):
    """The file is not read; ``reason`` and ``slots`` become a ``Refusal``."""

    def __init__(self, reason: str, **slots: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.slots = {k: str(v) for k, v in slots.items()}
