"""A real server with a real certificate: only one that proves who it is gets to hear anything."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.connecting import make_server_engine, translating_server
from kazanlak_case.domain.server_errors import ServerUnreachableError, TlsRequiredError
from support.server import running_server, why_not


def _own_host() -> str:
    """This computer's address to others; asks the system for a route and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        host: str = probe.getsockname()[0]
    return "" if host.startswith("127.") else host


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _certify(folder: Path, name: str, host: str) -> tuple[Path, Path]:
    """Make a certificate for a host, which is its own authority."""
    key, certificate = folder / f"{name}.key", folder / f"{name}.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=IP:{host}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    key.chmod(0o600)
    return key, certificate


@pytest.fixture(scope="module")
def far() -> Iterator[tuple[str, Path, Path]]:
    """A server on this computer's outer address: its host and port, the folder of certificates, and the right one."""
    host = _own_host()
    if reason := why_not() or ("" if host else "this computer has no address but the loopback"):
        pytest.skip(reason)
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    port = _free_port(host)
    with TemporaryDirectory(prefix="kazanlak-tls-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        key, certificate = _certify(folder, "server", host)
        rules = folder / "hba.conf"
        rules.write_text("local all all trust\nhostssl all all all trust\n")
        settings = (f"listen_addresses={host}", f"port={port}", "ssl=on", f"ssl_cert_file={certificate}",
                    f"ssl_key_file={key}", f"hba_file={rules}")  # fmt: skip
        with running_server(folder, *settings, owned=(key,)) as server:
            server.run("CREATE ROLE clerk LOGIN")
            yield f"{host}:{port}", folder, certificate


def _ask(host: str, **words: str) -> bool:
    """Ask the server whether the connection is protected, as the program connects."""
    address = parse_address(f"postgresql://clerk@{host}/postgres?{urlencode(words)}", {})
    engine = make_server_engine(address, connections=1)
    try:
        with translating_server(address), engine.connect() as connection:
            return bool(
                connection.exec_driver_sql(
                    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                ).scalar_one()
            )
    finally:
        engine.dispose()


def test_a_server_that_proves_who_it_is_is_reached(far: tuple[str, Path, Path]) -> None:
    host, _folder, certificate = far
    assert _ask(host, sslmode="verify-full", sslrootcert=str(certificate))


def test_another_certificate_is_not_believed(far: tuple[str, Path, Path]) -> None:
    host, folder, _certificate = far
    _key, strange = _certify(folder, "stranger", host.partition(":")[0])
    with pytest.raises(ServerUnreachableError) as refused:
        _ask(host, sslmode="verify-full", sslrootcert=str(strange))
    assert "certificate" in str(refused.value.facts["detail"])


def test_a_way_without_proof_is_not_even_tried(far: tuple[str, Path, Path]) -> None:
    for mode in ("disable", "prefer", "require"):
        with pytest.raises(TlsRequiredError):
            _ask(far[0], sslmode=mode)
