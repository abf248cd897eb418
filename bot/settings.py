"""Environment and .env -> one typed record. Nothing else here reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import ByteSize, Field, SecretStr, TypeAdapter, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from index import Config, SummitError, machine_cores, machine_memory

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from index import Manners

_CONFIG = Config()
_ADDRESS = r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:\[\]/]+):\d{1,5}"
_HIGHEST_PORT = 65535
_MOST_PLACES = 8
"""Beyond them it is Python that has no time, and each takes memory of its own."""
_SIZE = r"^(?:(?:[1-9]\d?|100)%|\d{1,15} ?(?:[kKMGT]i?B?|B)?)$"
_FILE: Path | None = Path(".env")
Log = Literal["debug", "info", "warning", "error", "critical"]


class SettingsError(SummitError):
    """Refuse a setting, by its name."""


class Settings(BaseSettings):
    """What the owner can choose; made in code it reads nothing from outside."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")
    reads_outside: ClassVar[bool] = False

    discord_token: SecretStr | None = None
    data: Path = Path("data")
    model: Annotated[str, Field(min_length=1)] = _CONFIG.model
    """The packaged encoder, or the name or folder of another one."""
    reader: Annotated[str, Field(min_length=1)] = _CONFIG.reader
    strictness: Literal["low", "normal", "high"] = _CONFIG.strictness
    cooldown: Annotated[int, Field(ge=0, le=10_000)] = 5
    """Questions that a person may ask in 20 seconds; 0 is no limit."""
    workers: Annotated[int, Field(ge=1, le=64)] | None = None
    """Questions answered at the same time; None: as many as the cores are worth."""
    queue: Annotated[int, Field(ge=1, le=10_000)] = 64
    """Questions that may wait for a worker."""
    message_content: bool = False
    user_install: bool = True
    """Whether people may install the bot for themselves, and ask the shared library in any server."""
    owner_contact: str | None = None
    max_articles: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000
    """Articles of one server's own library."""
    max_bytes: Annotated[int, Field(ge=1, le=10**15)] = 200_000_000
    """Bytes that one server's own library may take on disk."""
    max_upload: Annotated[int, Field(ge=1, le=10**9)] = 10_000_000
    """Bytes of one file that is added to a server's library."""
    web_allow: str = ""
    """Hosts, with a port or without, that links may lead to though they are private, parted by commas."""
    retention_days: Annotated[int, Field(ge=0, le=36_500)] = 90
    memory: Annotated[str, Field(pattern=_SIZE)] = "25%"
    """What open libraries may take of it: a share of the machine's, or bytes."""
    metrics: Annotated[str, Field(pattern=rf"^({_ADDRESS})?$")] = ""
    """Where the bot shows its numbers, as `host:port`; empty: nowhere."""
    log: Log = "info"
    log_questions: bool = False

    @classmethod
    def from_environment(cls, given: dict[str, Any] | None = None) -> Settings:
        """Return what is `given`, then the environment, then `.env` in the current folder, then the defaults.

        Raises SettingsError where a value cannot be used, or `.env` cannot be read.
        """
        settings, wrong = cls.diagnose(given)
        if wrong:
            raise SettingsError(wrong[0])
        return settings

    @classmethod
    def diagnose(cls, given: dict[str, Any] | None = None) -> tuple[Settings, tuple[str, ...]]:
        """Return the same, with the default in the place of each value that cannot be used, and what is wrong."""
        chosen, wrong, file = {**(given or {})}, list[str](), _FILE
        while True:
            try:
                return cls(**_Environment(**{"_env_file": file, **chosen}).model_dump()), tuple(wrong)
            except ValidationError as error:
                bad = {str(one["loc"][0]): one for one in error.errors(include_url=False, include_context=False)}
                wrong += [_sentence(name, one) for name, one in bad.items()]
                chosen |= {name: cls.model_fields[name].default for name in bad}
            except (OSError, UnicodeDecodeError) as error:
                wrong.append(f"The file .env cannot be read ({error}): check its rights, and save it as UTF-8.")
                file = None

    @property
    def config(self) -> Config:
        """Return what of it the library needs to know."""
        return Config(model=self.model, strictness=self.strictness, reader=self.reader)

    @property
    def manners(self) -> Manners:
        """Return what of it whoever fetches links needs to know."""
        from index import Manners

        allow = tuple(host for one in self.web_allow.split(",") if (host := one.strip()))
        return Manners(allow, self.owner_contact)

    @property
    def places(self) -> int:
        """Return how many questions are answered at the same time; each reads two passages at once."""
        return self.workers or min(max(2, machine_cores() // 2), _MOST_PLACES)

    @property
    def memory_bytes(self) -> int:
        """Return how many bytes of memory open libraries may take."""
        if self.memory.endswith("%"):
            return machine_memory() * int(self.memory.rstrip("%")) // 100
        return int(TypeAdapter(ByteSize).validate_python(self.memory))

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """Return the host and the port where the bot shows its numbers, or None."""
        host, _, port = self.metrics.rpartition(":")
        return (host.strip("[]"), int(port)) if port else None

    @property
    def has_token(self) -> bool:
        """Tell whether there is a Discord account to log in with."""
        return bool(self.discord_token and self.discord_token.get_secret_value().strip())

    @field_validator("strictness", "log", mode="before")
    @classmethod
    def _fold_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("metrics")
    @classmethod
    def _check_port(cls, value: str) -> str:
        if int(value.rpartition(":")[2] or 0) > _HIGHEST_PORT:
            raise ValueError(f"a port is at most {_HIGHEST_PORT}")
        return value

    @field_validator("data")
    @classmethod
    def _expand_home(cls, value: Path) -> Path:
        return value.expanduser()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave only what is passed in code, unless it `reads_outside`: there the environment wins over the file."""
        return (init_settings, env_settings, dotenv_settings) if cls.reads_outside else (init_settings,)


class _Environment(Settings):
    """The same, read from outside."""

    model_config = SettingsConfigDict(env_prefix="SUMMIT_", env_file_encoding="utf-8-sig", env_ignore_empty=True)
    reads_outside = True

    discord_token: SecretStr | None = Field(None, validation_alias="DISCORD_TOKEN")


def _sentence(name: str, error: ErrorDetails) -> str:
    wanted = error["msg"][:1].lower() + error["msg"][1:]
    wrong = f"SUMMIT_{name.upper()} cannot be {str(error['input'])[:60]!r}"
    return f"{wrong} ({wanted}): correct it in the environment or in .env."
