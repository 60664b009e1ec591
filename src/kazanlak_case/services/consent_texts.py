"""The texts of consents that are shipped, filled in from the municipality's profile."""

import functools
from datetime import date

from kazanlak_case.domain.consent_texts import (
    ConsentNotice,
    ConsentText,
    filled,
    parse_notice,
    parse_texts,
)
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.paths import resource

NOTICE = "notice"


@functools.cache
def _versions() -> dict[str, tuple[ConsentText, ...]]:
    found = sorted(resource("consents").glob("*.toml"))
    texts = [parse_texts(one.read_text("utf-8")) for one in found if one.stem != NOTICE]
    return {versions[0].type: versions for versions in texts}


@functools.cache
def _notices() -> tuple[ConsentNotice, ...]:
    return parse_notice(resource(f"consents/{NOTICE}.toml").read_text("utf-8"))


def kinds_with_text() -> tuple[str, ...]:
    """List the kinds of consent there is a text for."""
    return tuple(_versions())


def current_version(kind: str) -> str | None:
    """Tell under which version a consent is asked today; None where there is no text."""
    versions = _versions().get(kind)
    return versions[-1].version if versions else None


def consent_text(kind: str, version: str | None = None) -> ConsentText | None:
    """Give the text of a kind of consent: of a version, or that of today. None where it is not known here."""
    versions = _versions().get(kind, ())
    if version is None:
        return versions[-1] if versions else None
    return next((one for one in versions if one.version == version), None)


def consent_notice(profile: MunicipalityProfile, version: str | None = None) -> ConsentNotice:
    """Give what stands before all consents, with the municipality's names in it."""
    notices = _notices()
    notice = next((one for one in notices if one.version == version), notices[-1])
    settings = profile.settings
    until = str(settings.get("retention.until") or "")
    return filled(
        notice,
        {
            "controller": str(settings.get("data_protection.controller") or profile.name),
            "officer": str(settings.get("data_protection.officer") or ""),
            "officer_contact": str(settings.get("data_protection.officer_contact") or ""),
            "until": f"{date.fromisoformat(until):%d.%m.%Y} г." if until else "",
            "reason": str(settings.get("retention.reason") or ""),
        },
    )
