"""An address gives no secret away, and the way to another computer is protected before anything is sent."""

from pathlib import Path

import pytest

from kazanlak_case.db.server.address import is_address, parse_address
from kazanlak_case.domain.server_errors import (
    PasswordInAddressError,
    ServerAddressError,
    TlsRequiredError,
)
from kazanlak_case.i18n import sentence

HERE = [
    "postgresql:///centre",
    "postgresql://clerk@localhost/centre",
    "postgres://clerk@127.0.0.1:5433/centre",
    "postgresql://[::1]/centre",
    "postgresql:///centre?host=/run/postgresql",
]
FAR = "postgresql://clerk@db.kazanlak.example/centre"


@pytest.mark.parametrize("text", HERE)
def test_on_this_computer_nothing_more_is_asked(text: str) -> None:
    assert str(parse_address(text, {})) == text


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca"])
def test_a_server_that_must_prove_who_it_is_may_be_far(mode: str) -> None:
    address = parse_address(f"{FAR}?sslmode={mode}", {})
    assert address.parts["sslmode"] == mode
    assert address.name == FAR


@pytest.mark.parametrize(
    "text",
    [
        FAR,
        f"{FAR}?sslmode=require",
        f"{FAR}?sslmode=prefer",
        "postgresql://localhost,10.0.0.7/centre",
        "postgresql:///centre?host=10.0.0.7",
        "postgresql://localhost/centre?hostaddr=10.0.0.7",
        "postgresql://0.0.0.0/centre",
    ],
)
def test_an_unprotected_way_is_refused(text: str) -> None:
    with pytest.raises(TlsRequiredError) as refused:
        parse_address(text, {})
    assert "sslmode=verify-full" in sentence(refused.value)


def test_the_environment_and_services_are_looked_at_too(tmp_path: Path) -> None:
    with pytest.raises(TlsRequiredError):
        parse_address("postgresql:///centre", {"PGHOST": "db.kazanlak.example"})
    safe = {"PGHOST": "db.kazanlak.example", "PGSSLMODE": "verify-full"}
    assert parse_address("postgresql:///centre", safe).parts == {"dbname": "centre"}
    services = tmp_path / "services"
    services.write_text("[far]\nhost=db.kazanlak.example\n[safe]\nhost=x\nsslmode=verify-full\n")
    env = {"PGSERVICEFILE": str(services)}
    with pytest.raises(TlsRequiredError):
        parse_address("postgresql:///centre?service=far", env)
    assert parse_address("postgresql:///?service=safe", env)
    with pytest.raises(ServerAddressError):
        parse_address("postgresql:///?service=unknown", env)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://clerk:s3cret@localhost/centre",
        "postgresql://localhost/centre?password=s3cret",
        "postgresql://localhost/centre?sslpassword=s3cret",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(PasswordInAddressError) as refused:
        parse_address(text, {})
    assert "s3cret" not in sentence(refused.value)
    assert "PGPASSFILE" in sentence(refused.value)


@pytest.mark.parametrize("text", ["centre.kcase", "http://localhost/", "postgresql://local host/"])
def test_what_is_no_address_is_named(text: str) -> None:
    assert not is_address("centre.kcase")
    with pytest.raises(ServerAddressError):
        parse_address(text, {})
