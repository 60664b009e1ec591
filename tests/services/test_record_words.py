"""Every kind of record is called something, and stands somewhere in the order of telling."""

from kazanlak_case.domain.records import RECORDS
from kazanlak_case.services.record_words import WORDS, part_words, record_words, told_at


def test_every_record_type_has_its_words() -> None:
    assert set(WORDS) == set(RECORDS)


def test_a_type_of_a_newer_version_goes_by_its_own_name_and_comes_last() -> None:
    assert (record_words("horoscope"), part_words("horoscope")) == ("horoscope", "horoscope")
    assert max([*RECORDS, "horoscope"], key=told_at) == "horoscope"
