"""The reference data that is shipped: read once, then kept."""

import functools
from collections.abc import Mapping

from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.domain.paper_forms import PaperForm, parse_forms
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.rights import Rights
from kazanlak_case.domain.settlements import Settlements
from kazanlak_case.paths import resource

_LISTS = ("reference/nomenclatures.csv", "reference/own_lists.csv")


@functools.cache
def code_lists() -> CodeLists:
    """All shipped code lists."""
    return CodeLists.parse(resource(name).read_text("utf-8") for name in _LISTS)


def code_lists_of(profile: MunicipalityProfile) -> CodeLists:
    """Give the shipped lists and those of the profile."""
    lists = code_lists()
    for name, entries in profile.lists().items():
        lists = lists.with_list(name, entries)
    return lists


def rights_of(profile: MunicipalityProfile) -> Rights:
    """Give what each role may do: the shipped rights, and the profile's own in their place."""
    return _rights(profile.text)


@functools.cache
def _rights(profile_text: str) -> Rights:
    return Rights.parse((resource("rights.toml").read_text("utf-8"), profile_text))


@functools.cache
def settlements() -> Settlements:
    """All settlements of the country."""
    return Settlements.parse(resource("reference/ekatte_settlements.csv").read_text("utf-8"))


@functools.cache
def paper_forms() -> Mapping[str, PaperForm]:
    """All forms of paper, by code."""
    return parse_forms(resource("reference/document_forms.csv").read_text("utf-8"))
