"""Every setting, its default and its environment name."""

import ipaddress
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent


class BadSetting(ValueError):
    """A setting that can't be used; the text names it and says what it takes."""


@dataclass(frozen=True)
class Settings:
    """All settings: each from `WORKBENCH_<NAME>`, else from `settings.toml` in the instance folder."""

    instance: Path = field(
        default=Path("instance"), metadata={"meaning": "the folder for database, evidence and secrets"}
    )
    database_url: str = field(
        default="",
        metadata={"meaning": "SQLAlchemy address of the database; empty: workbench.db in the instance"},
    )
    store_url: str = field(
        default="", metadata={"meaning": "where evidence files are kept; empty: evidence/ in the instance"}
    )
    secret_key: str = field(
        default="", metadata={"meaning": "signs cookies; empty: made once and kept in the instance"}
    )
    host: str = field(default="127.0.0.1", metadata={"meaning": "the address that the web server listens on"})
    port: int = field(default=8600, metadata={"meaning": "the port that the web server listens on; 0 takes a free one"})
    threads: int = field(default=16, metadata={"meaning": "threads of the web server"})
    trusted_hosts: str = field(
        default="", metadata={"meaning": "host names that the desk answers to, parted by commas; empty: any"}
    )
    cookie_secure: bool = field(
        default=False, metadata={"meaning": "send cookies over https only; set it behind an https proxy"}
    )
    allow_nets: str = field(
        default="",
        metadata={"meaning": "networks that the outbound door may reach besides public ones, by commas"},
    )
    largest_document: int = field(
        default=20 * 2**20, metadata={"meaning": "bytes of the largest live blog that is read"}
    )
    largest_upload: int = field(default=200 * 2**20, metadata={"meaning": "bytes of the largest file that is uploaded"})
    fetch_seconds: int = field(default=60, metadata={"meaning": "seconds that one fetch may take"})
    pages_at_most: int = field(default=50, metadata={"meaning": "pages of one live blog that are fetched at most"})
    page_pause: float = field(default=1.0, metadata={"meaning": "seconds between two requests for pages to one host"})
    gather_bytes: int = field(default=100 * 2**20, metadata={"meaning": "bytes of all pages of one live blog together"})
    gather_seconds: int = field(
        default=600, metadata={"meaning": "seconds that fetching all pages of one live blog may take"}
    )
    match_model: str = field(
        default="",
        metadata={"meaning": "a folder with model.onnx and tokenizer.json that re-ranks near claims; empty: none"},
    )
    match_sha256: str = field(default="", metadata={"meaning": "the SHA-256 that model.onnx has to have"})
    sign_in_hours: int = field(default=12, metadata={"meaning": "hours that a sign-in lasts"})

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'workbench.db'}"

    @property
    def store(self) -> str:
        return self.store_url or str(self.instance.resolve() / "evidence")

    @property
    def nets(self) -> tuple[str, ...]:
        return tuple(net.strip() for net in self.allow_nets.split(",") if net.strip())

    @property
    def hosts(self) -> list[str] | None:
        return [host.strip() for host in self.trusted_hosts.split(",") if host.strip()] or None


def _converted(name: str, kind: type, value: Any) -> Any:
    try:
        if kind is bool:
            words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
            return words[str(value).strip().lower()]
        return kind(value)
    except (ValueError, KeyError, TypeError) as problem:
        raise BadSetting(f"The setting {name} takes a {kind.__name__}, not {value!r}.") from problem


def _from_file(instance: Path) -> Mapping[str, Any]:
    path = instance / "settings.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadSetting(f"{path} can't be read: {problem}.") from problem


def _default_instance() -> Path:
    """`instance/` of the checkout; where the package is installed without one, of the working folder."""
    checkout = PACKAGE.parent
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "instance"


def load(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """The settings in force: `given` first, then the environment, then the file, then the defaults."""
    environment = os.environ if environ is None else environ
    default = _default_instance()
    instance = Path(given.get("instance") or environment.get("WORKBENCH_INSTANCE") or default)
    written = _from_file(instance)
    known = {one.name: one for one in fields(Settings)}
    unknown = set(written) - set(known)
    if unknown:
        raise BadSetting(f"settings.toml names {', '.join(sorted(unknown))}, which is no setting.")
    chosen: dict[str, Any] = {"instance": instance}
    for name, one in known.items():
        if name == "instance":
            continue
        raw = given.get(name, environment.get(f"WORKBENCH_{name.upper()}", written.get(name, one.default)))
        chosen[name] = _converted(name, type(one.default), raw)
    settings = Settings(**chosen)
    for net in settings.nets:
        try:
            ipaddress.ip_network(net)
        except ValueError as problem:
            raise BadSetting(f"The setting allow_nets takes networks like 10.1.0.0/16, not {net!r}.") from problem
    return settings


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: the one that was set, else one made once and kept beside the database."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.instance / "secret_key"
    settings.instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_hex(32)
        file.write(key)
    return key


def resource(name: str) -> Path:
    """The folder `templates` or `static`: inside an installed package, else beside it in the checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
