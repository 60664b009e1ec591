"""`conflicts` and `duplicates`: what waits for a person to decide."""

import argparse
from collections.abc import Iterator

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import GAP, Console, Facts
from kazanlak_case.cli.opening import opened
from kazanlak_case.cli.wording import label_of_field, plain, words_of_value
from kazanlak_case.domain.changes import Conflict
from kazanlak_case.domain.duplicates import DuplicatePair
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.duplicates import possible_duplicates
from kazanlak_case.services.likeness_words import WORDS
from kazanlak_case.services.questions import open_conflicts


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    about = _("List the places where two people wrote different things.")
    takes_case_file(commands.add("conflicts", _conflicts, about=about))
    about = _("List people who may be in the file twice.")
    takes_case_file(commands.add("duplicates", _duplicates, about=about))


def _conflicts(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file, file.reading(now_of(words)) as uow:
        found = open_conflicts(uow)
    console.tell(
        [_facts_of_conflict(one) for one in found], _lines_of_conflicts(found, console.language)
    )
    return 0


def _facts_of_conflict(conflict: Conflict) -> Facts:
    return {
        "record": conflict.record,
        "id": conflict.id,
        "label": conflict.label,
        "field": conflict.field,
        "values": [
            {
                "value": plain(one.value),
                "at": one.at.isoformat(),
                "author": one.author,
                "site": one.site,
                "shown": one.shown,
            }
            for one in conflict.values
        ],
    }


def _lines_of_conflicts(conflicts: list[Conflict], language: str) -> Iterator[str]:
    for conflict in conflicts:
        where = label_of_field(conflict.record, conflict.field) or _("keep or delete?")
        yield f"{conflict.label}{GAP}{where}"
        for one in conflict.values:
            who = _("{author}, {site}, {at:%d.%m.%Y %H:%M}").format(
                author=one.author, site=one.site, at=one.at
            )
            mark = "»" if one.shown else " "
            value = words_of_value(conflict.record, conflict.field, one.value, language=language)
            yield f"{GAP}{mark} {value} ({who})"
    count = len(conflicts)
    yield ngettext("{n} place to decide", "{n} places to decide", count).format(n=count)


def _duplicates(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file, file.reading(now_of(words)) as uow:
        found = possible_duplicates(uow)
    console.tell([_facts_of_pair(one) for one in found], _lines_of_pairs(found))
    return 0


def _facts_of_pair(pair: DuplicatePair) -> Facts:
    return {
        "first": {"id": pair.first.id, "name": pair.first.name, "site": pair.first.site},
        "second": {"id": pair.second.id, "name": pair.second.name, "site": pair.second.site},
        "certain": pair.certain,
        "sure": pair.sure,
        "score": pair.score,
        "reasons": [reason.code for reason in pair.reasons],
        "against": [reason.code for reason in pair.against],
    }


def _lines_of_pairs(pairs: list[DuplicatePair]) -> Iterator[str]:
    for pair in pairs:
        why = "; ".join(_(WORDS[one.code]).format(**dict(one.facts)) for one in pair.reasons)
        yield f"{pair.first.name} ({pair.first.site}) = {pair.second.name} ({pair.second.site}): {why}"
    count = len(pairs)
    yield ngettext("{n} possible repeat", "{n} possible repeats", count).format(n=count)
