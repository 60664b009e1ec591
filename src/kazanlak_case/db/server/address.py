"""The address of a central copy on a server: read it, and refuse one that gives a secret away."""

import os
from collections.abc import Mapping
from configparser import ConfigParser
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from typing_extensions import override

from kazanlak_case.domain.server_errors import (
    PasswordInAddressError,
    ServerAddressError,
    TlsRequiredError,
)

BEGINNINGS = ("postgresql://", "postgres://")
SAFE = frozenset({"verify-full", "verify-ca"})
"""Modes in which the server must prove who it is before anything is sent."""

_FROM_ENVIRONMENT = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "sslmode": "PGSSLMODE",
    "service": "PGSERVICE",
}


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a central copy is. It holds no password, so it may be shown and remembered."""

    text: str
    parts: Mapping[str, str] = field(compare=False, repr=False)

    @override
    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """What errors call it."""
        return self.text.partition("?")[0]


def is_address(text: str) -> bool:
    """Tell an address from a name of a file."""
    return text.startswith(BEGINNINGS)


def parse_address(text: str, env: Mapping[str, str] = os.environ) -> ServerAddress:
    """Read an address.

    Raises:
        ServerAddressError: It is none.
        PasswordInAddressError: It holds a password.
        TlsRequiredError: The way there leaves this computer, and the server need not prove who it is.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    if not is_address(text):
        raise ServerAddressError(detail=BEGINNINGS[0])
    try:
        parts = {name: str(part) for name, part in conninfo_to_dict(text).items()}
    except ProgrammingError as error:
        # libpq repeats the part it could not read, which may be a password
        raise ServerAddressError(detail=type(error).__name__) from None
    if parts.keys() & {"password", "sslpassword"}:
        raise PasswordInAddressError
    _require_safe_way(parts, env)
    return ServerAddress(text, parts)


def _require_safe_way(parts: Mapping[str, str], env: Mapping[str, str]) -> None:
    said = {name: env[key] for name, key in _FROM_ENVIRONMENT.items() if env.get(key)}
    service = parts.get("service") or said.get("service")
    effective = {**said, **(_service(service, env) if service else {}), **parts}
    hosts = effective.get("hostaddr") or effective.get("host") or ""
    far = [host for host in hosts.split(",") if not _is_here(host)]
    if far and effective.get("sslmode") not in SAFE:
        raise TlsRequiredError(host=far[0])


def _is_here(host: str) -> bool:
    """Whether the way to a host stays on this computer: a socket, or the loopback device."""
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _service(name: str, env: Mapping[str, str]) -> dict[str, str]:
    """Read what libpq's service file says of a service; it may name another computer."""
    usual = Path(env.get("HOME", "~")).expanduser() / ".pg_service.conf"
    places = [Path(env["PGSERVICEFILE"])] if env.get("PGSERVICEFILE") else [usual]
    if env.get("PGSYSCONFDIR"):
        places.append(Path(env["PGSYSCONFDIR"]) / "pg_service.conf")
    for place in places:
        found = ConfigParser(interpolation=None, strict=False)
        if found.read(place, "utf-8") and found.has_section(name):
            return dict(found[name])
    raise ServerAddressError(detail=f"service={name}")
