"""Days and moments of the command line."""

from datetime import UTC, date, datetime

import pytest

from kazanlak_case.cli.arguments import day, moment
from support.command import Terminal


def test_a_day_is_its_noon_and_a_moment_itself() -> None:
    noon = moment("2022-11-14")
    assert (noon.date(), noon.hour) == (date(2022, 11, 14), 12)
    assert noon.tzinfo is not None
    assert moment("2022-11-14T09:30").strftime("%Y-%m-%d %H:%M") == "2022-11-14 09:30"
    assert moment("2022-11-14T09:30:00+02:00").astimezone(UTC) == datetime(
        2022, 11, 14, 7, 30, tzinfo=UTC
    )
    assert day("2022-02-28") == date(2022, 2, 28)


@pytest.mark.parametrize("text", ["14.11.2022", "2022-02-30", "вчера", ""])
def test_what_is_no_date_is_wrong_usage(terminal: Terminal, text: str) -> None:
    answer = terminal.run("verify", "x.kcase", "--now", text, expect=2)
    assert "DATE" in answer.err
