"""What the installation decides: read once from the environment, frozen; nothing else reads os.environ."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between two installations.

    secret_key signs sessions; slip_key derives sign-in slips. Both live outside the database, in
    `<instance>/keys.json` (made at first run, readable by its owner only) or in the environment when
    several hosts share one database. host and port: as given, checked by whoever serves.
    """

    instance: Path
    database_url: str
    secret_key: str
    slip_key: bytes
    site_address: str | None = None
    trusted_proxies: int = 0
    question_bank: Path = PROJECT / "question_bank"
    developer: bool = False
    testing: bool = False
    embedded: bool = True
    host: str = ""
    port: str = ""

    @property
    def secure_cookies(self) -> bool:
        """True when the site has a public https address; a class network is plain http."""
        return bool(self.site_address and self.site_address.startswith("https://"))

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; make the instance folder and its keys when they are missing."""
        instance = Path(environ.get("INSTANCE") or PROJECT / "instance")
        instance.mkdir(parents=True, exist_ok=True)
        keys = _keys(instance / "keys.json", environ)
        url = environ.get("DATABASE_URL")
        return cls(
            instance=instance,
            database_url=_sqlalchemy_url(url) if url else f"sqlite:///{instance / 'quizapp.sqlite'}",
            secret_key=keys["secret_key"],
            slip_key=bytes.fromhex(keys["slip_key"]),
            site_address=(environ.get("SITE_ADDRESS") or "").rstrip("/") or None,
            trusted_proxies=int(environ.get("TRUSTED_PROXIES") or 0),
            question_bank=Path(environ.get("QUESTION_BANK") or PROJECT / "question_bank"),
            developer=environ.get("DEVELOPER") == "1",
            embedded=not url,
            host=environ.get("HOST", ""),
            port=environ.get("PORT", ""),
        )


def _sqlalchemy_url(url: str) -> str:
    """Accept the spellings that hosting providers hand out; always psycopg 3."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _keys(path: Path, environ: Mapping[str, str]) -> dict[str, str]:
    given = {name: environ.get(name.upper(), "") for name in ("secret_key", "slip_key")}
    if all(given.values()):
        return given
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump({"secret_key": secrets.token_hex(32), "slip_key": secrets.token_hex(32)}, file)
    stored: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
    return {name: value or stored[name] for name, value in given.items()}
