"""Open an encoder that was taught something other than answering, exported once beside the index's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain.wording import Saying, Wording
from assistant.retrieval.embeddings import Encoder
from assistant.retrieval.encoder import open_encoder
from assistant.retrieval.model import BUILT_IN, find_model
from assistant.retrieval.onnx_export import damaged, make_export, read_export


def open_second(
    data_dir: Path, tuning: Path, samples: Sequence[str], words: Wording, say: Callable[[str], None]
) -> Encoder:
    """Open the built-in model with the changes in ``tuning``; export it first where that was not done.

    ``samples`` are texts on which the export is compared with the original. Raises ModelRefused when the model is
    not the expected one, SearchIndexError when its export is damaged.
    """
    from filelock import FileLock

    models = data_dir / "models"
    model = find_model(BUILT_IN, models / "seen.json", tuning)
    folder = models / model.fingerprint

    def tell(what: Saying) -> None:
        say(words.say(what))

    export = read_export(folder)
    if export is None or damaged(folder, export, tuple(export.files)):
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(str(models / f"{model.fingerprint}.lock")):
            export = read_export(folder)
            if export is None or damaged(folder, export, tuple(export.files)):
                export = make_export(model, folder, samples)
    return open_encoder(model, folder, export, "auto", tell)
