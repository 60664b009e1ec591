"""Years of other houses, made from one: the same work under other ids, numbers and keys, as segments of their own logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from files import copy_of
from house_year import HouseYear
from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.domain.exchange import (
    SEGMENT_CHANGES,
    Births,
    Header,
    LogName,
    LogRange,
    Segment,
)
from kazanlak_case.domain.fields import Kind, Raw, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_partners import BundleReader
from kazanlak_case.export.bundle_parts import part
from made_up import NOW, egn

SITES = ("kazanlak", "gorno_cherkovishte", "razhena", "municipality")
YEAR_MS = 31_557_600_000
NUMBERS_OF_A_DAY = 499


class OtherYears:
    """Makes as many years of other houses as are asked for, each further back in time."""

    def __init__(self, year: HouseYear, folder: Path) -> None:
        self._header, self._segments = _whole_log(year, folder)
        self._numbers: dict[str, int] = {}
        self._number = 0

    def next(self, *, most: int) -> tuple[Header, list[Segment]]:
        """Make the next one: a bundle's header, and segments of about so many changes with a chain that is right."""
        self._number += 1
        number = self._number
        replica, copy = (
            blake2b(f"{what} {number}".encode(), digest_size=16).digest()
            for what in ("replica", "copy")
        )
        site = SITES[number % len(SITES)]
        log = LogName(replica, site, site, 1, copy)
        whole = self._segments[: max(1, round(most / SEGMENT_CHANGES))]
        # a range ends where a changeset ends
        whole[-1] = part(whole[-1], whole[-1].first, whole[-1].changesets.last[-1])
        segments = [self._other(segment, log) for segment in whole]
        wanted = LogRange(log, 1, segments[-1].last, GENESIS, b"")
        check = ChainCheck(wanted, head=GENESIS, take_from=1, path="bench")
        for segment in segments:
            check.follow(segment)
        ranges = (replace(wanted, head=check.hashes[-1]),)
        header = replace(self._header, bundle=replica, sender=copy, sender_site=site, ranges=ranges)
        return header, segments

    def _other(self, segment: Segment, log: LogName) -> Segment:
        births = {record: self._births(record, one) for record, one in segment.births.items()}
        edits = replace(segment.edits, id=[self._id(row) for row in segment.edits.id])
        return replace(segment, log=log.key, births=births, edits=edits)

    def _births(self, record: str, births: Births) -> Births:
        points = {spec.name for spec in specs_of(RECORDS[record]) if spec.kind is Kind.REFERENCE}
        fields: dict[str, list[Raw]] = {
            name: [self._id(row) if isinstance(row, bytes) else row for row in column]
            if name in points
            else list(column)
            for name, column in births.fields.items()
        }
        if record == "person":
            both = zip(fields["born_on"], fields["sex"], strict=True)
            fields["national_id"] = [self._national_id(str(day), str(sex)) for day, sex in both]
        elif record == "case":
            fields["number"] = [f"{number}-{self._number}" for number in fields["number"]]
        elif record == "participation":
            # the year lets people take part twice in one operation; so many findings would be nobody's file
            fields["operation"] = [f"operation_{at}" for at in range(len(births.id))]
        return replace(births, id=[self._id(row) for row in births.id], fields=fields)

    def _id(self, row: bytes) -> bytes:
        """Move an id back by a year for each round of houses: ids begin with their milliseconds."""
        moment = int.from_bytes(row[:6], "big") - self._number // len(SITES) * YEAR_MS
        last = int.from_bytes(row[12:], "big") ^ self._number
        return moment.to_bytes(6, "big") + row[6:12] + last.to_bytes(4, "big")

    def _national_id(self, day: str, sex: str) -> str:
        count = self._numbers[day + sex] = self._numbers.get(day + sex, 0) + 1
        assert count <= NUMBERS_OF_A_DAY
        return egn(date.fromisoformat(day), count, is_woman=sex == "f")


def _whole_log(year: HouseYear, folder: Path) -> tuple[Header, list[Segment]]:
    """Read the house's log from its first number on, with the people both knew."""
    whole = folder / "whole.kbundle"
    with copy_of(year.house, "whole-house") as house:
        export_bundle(house, whole, full=True, now=NOW)
    with (
        copy_of(year.centre, "whole-centre") as centre,
        BundleReader.of(centre, now=NOW).open(whole) as content,
    ):
        own = [one.log.key for one in content.header.ranges if one.log.scope == "kran"]
        return content.header, [one for one in content.segments() if one.log in own]
