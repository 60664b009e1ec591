"""Wrong passwords: one waits longer and longer, over a restart, and never for ever."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from conftest import PASSWORD
from kazanlak_case.db import tries as module
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.tries import Clock, Tries, wait_after
from kazanlak_case.domain.file_errors import UnknownUserError, WrongPasswordError
from kazanlak_case.domain.key_errors import TooManyTriesError

NOON = datetime(2022, 11, 14, 12, tzinfo=UTC).timestamp()
WRONG = "не е тази"


class Watch:
    """Both clocks, wound by hand."""

    def __init__(self):
        self.wall, self.monotonic = NOON, 1000.0

    def go_on(self, seconds):
        self.wall += seconds
        self.monotonic += seconds

    def clock(self):
        return Clock(lambda: self.wall, lambda: self.monotonic)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def tries(tmp_path, watch):
    module._heard.clear()
    return Tries([tmp_path / "one.json", tmp_path / "state" / "two.json"], b"file", watch.clock())


@pytest.fixture
def restarted(tries, watch):
    """The same after the program was ended: the clock nobody sets is forgotten."""

    def start():
        module._heard.clear()
        watch.monotonic = 3.0
        return Tries(tries._paths, b"file", watch.clock())

    return start


def wrong(tries, count=1, user="ana"):
    for _ in range(count):
        tries.begin(user)


def left(tries, user="ana"):
    try:
        tries.withdraw(user, tries.begin(user))
    except TooManyTriesError as error:
        return error.seconds
    return 0


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    waits = [wait_after(count) for count in (0, 4, 5, 6, 7, 8, 9, 10, 11, 10**9)]
    assert waits == [0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_five_tries_are_free_and_the_sixth_waits(tries, watch):
    wrong(tries, 5)
    with pytest.raises(TooManyTriesError) as caught:
        tries.begin("Ana ")
    assert (caught.value.seconds, caught.value.until.timestamp()) == (30, NOON + 30)
    assert left(tries, "vera") == 0
    watch.go_on(20)
    assert left(tries) == 10
    watch.go_on(10)
    wrong(tries)
    assert left(tries) == 60


def test_waiting_is_not_a_try(tries, watch):
    wrong(tries, 5)
    for _ in range(20):
        assert left(tries) == 30
    watch.go_on(30)
    assert left(tries) == 0


def test_right_password_forgets_and_tells(tries, watch, tmp_path):
    wrong(tries, 3)
    watch.go_on(60)
    told = tries.succeeded("ana", tries.begin("ana"))
    assert told.count == 3
    assert told.since.timestamp() == NOON
    assert tries.succeeded("ana", tries.begin("ana")) is None
    assert not (tmp_path / "one.json").exists()
    wrong(tries, 4)
    assert left(tries) == 0


def test_restart_changes_nothing(tries, restarted, watch):
    wrong(tries, 5)
    watch.go_on(30)
    wrong(tries)
    watch.go_on(10)
    again = restarted()
    assert left(again) == 50
    watch.go_on(50)
    assert left(again) == 0


def test_the_stricter_of_two_places_counts(tries, tmp_path):
    wrong(tries, 5)
    (tmp_path / "one.json").unlink()
    assert left(tries) == 30
    (tmp_path / "one.json").write_text('{"broken', encoding="utf-8")
    assert left(tries) == 30
    shutil.rmtree(tmp_path / "state")
    assert left(tries) == 0, "who may write in both places can take the count back"


def test_clock_set_back_begins_the_wait_anew_and_no_more(tries, restarted, watch):
    wrong(tries, 5)
    watch.wall -= 10 * 365 * 86400
    again = restarted()
    assert left(again) == 30
    watch.go_on(30)
    assert left(again) == 0


def test_clock_set_back_while_running_does_not_prolong(tries, watch):
    wrong(tries, 5)
    watch.monotonic += 25
    watch.wall -= 86400
    assert left(tries) == 5


def test_try_written_in_the_far_future_locks_for_its_wait_only(tries, restarted, watch, tmp_path):
    wrong(tries, 5)
    for path in tries._paths:
        data = json.loads(path.read_text("utf-8"))
        changed = {key: [10**6, since, 2**32] for key, (_count, since, _last) in data.items()}
        path.write_text(json.dumps(changed), encoding="utf-8")
    again = restarted()
    assert left(again) == 900
    watch.go_on(900)
    assert left(again) == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        "[" * 100_000,
        '{"a": 1}',
        '{"a": [1, 2]}',
        '{"a": [true, 0, 0]}',
        '{"a": [1, "x", 0]}',
        '{"a": [-1, 0, 0]}',
        '{"a": [1, 0, 1e400]}',
        '{"a": [1, 0, NaN]}',
        '{"a": [1, 0, 99999999999999999999]}',
    ],
)
def test_what_is_damaged_counts_nothing(tries, tmp_path, content):
    (tmp_path / "one.json").write_text(content.replace('"a"', f'"{module._key("ana")}"'), "utf-8")
    assert left(tries) == 0
    wrong(tries, 5)
    assert left(tries) == 30


def test_a_place_that_cannot_be_written_keeps_nobody_out(tmp_path, watch):
    (tmp_path / "file").write_bytes(b"")
    blocked = Tries([tmp_path / "file" / "no.json"], b"file", watch.clock())
    wrong(blocked, 9)
    assert left(blocked) == 0


def test_case_file_is_not_opened_with_the_right_password_before_the_wait_is_over(
    templates, tmp_path, watch
):
    module._heard.clear()
    path = shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    state = Installation(tmp_path / "state")
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            CaseFile.open(path, user="head", password=WRONG, installation=state)
    with pytest.raises(TooManyTriesError):
        CaseFile.open(path, user="head", password=PASSWORD, installation=state)
    with pytest.raises(UnknownUserError):
        CaseFile.open(path, user="иван", password=PASSWORD, installation=state)
    # as if it had been a minute ago
    module._heard.clear()
    for place in (path / module.NAME, *(state.folder / module.FOLDER).iterdir()):
        data = json.loads(place.read_text("utf-8"))
        earlier = {key: [one[0], one[1] - 60, one[2] - 60] for key, one in data.items()}
        place.write_text(json.dumps(earlier), encoding="utf-8")
    file = CaseFile.open(path, user="head", password=PASSWORD, installation=state)
    assert file.unlocked.wrong_tries.count == 5
    file.close()
    again = CaseFile.open(path, user="head", password=PASSWORD, installation=state)
    assert again.unlocked.wrong_tries is None
    again.close()
