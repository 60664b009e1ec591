"""A municipality's profile: everything that is particular to it, so that nothing of it is in code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.code_lists import CodeEntry


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """One site as the profile declares it."""

    code: str
    name: str
    short_name: str
    kind: str
    ekatte: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund that pays."""

    code: str
    name: str
    short_name: str
    programme_set: str
    budget: str


@dataclass(frozen=True, slots=True)
class PartnerProfile:
    """One partner as the profile declares it."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class MunicipalityProfile:
    """What the program knows of a municipality and its project. Empty means unknown, never guessed."""

    code: str
    name: str
    name_short: str
    nsi_code: str
    title: str
    operation: str
    contract_number: str
    period_end: date | None
    fund_line: str
    eu_line: str
    sites: tuple[SiteProfile, ...]
    funds: tuple[Fund, ...]
    partners: tuple[PartnerProfile, ...]
    activities: Mapping[str, str]
    settings: Mapping[str, object]
    """The tables indicators, microdata, deadlines, retention and data_protection, as "table.name"."""
    text: str

    @classmethod
    def parse(cls, text: str) -> "MunicipalityProfile":
        """Read a profile.

        Raises:
            ValueError: It is not TOML, or a mandatory table is missing.
        """
        data = tomllib.loads(text)
        try:
            return cls._of(data, text)
        except (KeyError, TypeError) as error:
            msg = f"the profile lacks {error}"
            raise ValueError(msg) from error

    @classmethod
    def _of(cls, data: dict[str, dict[str, str]], text: str) -> "MunicipalityProfile":
        municipality, project, prints = data["municipality"], data["project"], data["prints"]
        sites: list[dict[str, str]] = list(data["sites"])  # type: ignore[arg-type]  # TOML arrays of tables
        funds: list[dict[str, str]] = list(data["funds"])  # type: ignore[arg-type]  # TOML arrays of tables
        partners: list[dict[str, str]] = list(data.get("partners", []))  # type: ignore[arg-type]  # as above
        activities: dict[str, str] = dict(data.get("microdata", {}).get("activity") or {})  # type: ignore[arg-type]  # as above
        return cls(
            code=municipality["code"],
            name=municipality["name"],
            name_short=municipality["name_short"],
            nsi_code=municipality["nsi_code"],
            title=project["title"],
            operation=data["operation"]["code"],
            contract_number=data["operation"].get("contract_number", ""),
            period_end=date.fromisoformat(project["end"]) if project.get("end") else None,
            fund_line=prints["fund_line"],
            eu_line=prints["eu_line"],
            sites=tuple(
                SiteProfile(
                    s["code"],
                    s["name"],
                    s.get("short_name", s["name"]),
                    s["kind"],
                    s["ekatte"],
                    s["prefix"],
                )
                for s in sites
            ),
            funds=tuple(
                Fund(f["code"], f["name"], f["short_name"], f.get("programme_set", ""), f["budget"])
                for f in funds
            ),
            partners=tuple(PartnerProfile(p["code"], p["name"], p["kind"]) for p in partners),
            activities=activities,
            settings={
                f"{table}.{name}": value
                for table in (
                    "indicators",
                    "microdata",
                    "deadlines",
                    "retention",
                    "data_protection",
                    "attachments",
                )
                for name, value in data.get(table, {}).items()
            },
            text=text,
        )

    def site(self, code: str) -> SiteProfile | None:
        """Give the site of a code; None when the profile has none such."""
        return next((one for one in self.sites if one.code == code), None)

    @property
    def default_funds(self) -> str:
        """All fund codes, as the field `funds` holds them: one project is paid by all (domain.md, section 1)."""
        return " ".join(sorted(fund.code for fund in self.funds))

    @property
    def default_activity(self) -> str:
        """The activity of the leading fund."""
        return next(iter(self.activities.values()), "")

    def lists(self) -> dict[str, tuple[CodeEntry, ...]]:
        """Give the profile's own code lists: "@sites" and "@funds"."""
        return {
            "@sites": tuple(
                CodeEntry(site.code, site.short_name, site.short_name) for site in self.sites
            ),
            "@funds": tuple(
                CodeEntry(fund.code, fund.short_name, fund.short_name) for fund in self.funds
            ),
        }
