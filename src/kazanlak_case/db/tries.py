"""Make whoever tries wrong passwords wait, over a restart of the program too (security.md, section 3).

What was tried is counted in the case folder and in this installation's own folder, and the stricter of the two counts.
Rule **P**: before the right password there is no key to seal the counts with, so who may write in both folders can
take them back; and who copies the key file counts for himself. Against those stands the cost of each guess (Argon2id).
"""

import json
import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from kazanlak_case.db import key_file, keys
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.key_slots import Unlocked, WrongTries
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import WrongPasswordError
from kazanlak_case.domain.key_errors import TooManyTriesError

NAME = "tries.json"
FOLDER = "tries"
FREE = 5
"""So many wrong tries cost nothing but their own time."""
SHORTEST, LONGEST = 30.0, 900.0
"""Seconds; each further try doubles the wait."""
LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks of a computer: the one people set, and the one that only goes on."""

    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of one user: how many wrong tries, since when, the last one when."""

    count: int = 0
    since: float = 0.0
    last: float = 0.0


_heard: dict[tuple[str, str], tuple[int, float]] = {}
"""The last try of each user by the clock that nobody sets; for as long as the program runs."""


class Tries:
    """The wrong tries at one case file."""

    def __init__(self, paths: Sequence[Path], file_id: bytes, clock: Clock | None = None) -> None:
        self._paths = tuple(paths)
        self._file_id = file_id.hex()
        self._clock = clock or Clock()

    @classmethod
    def at(cls, folder: Path | None, state: Path, file_id: bytes) -> "Tries":
        """Count at a case file's folder (a server has none) and in the installation's state folder."""
        own = state / FOLDER / f"{file_id.hex()}.json"
        return cls([own] if folder is None else [folder / NAME, own], file_id)

    def begin(self, user: str) -> Tried:
        """Count a try before it is made, so that ending the program in the middle of it saves nobody the wait.

        Answers what was known before; `succeeded` or `withdraw` say what came of it.

        Raises:
            TooManyTriesError: It is too early for another try; it is not counted.
        """
        known, now = self._known(user), self._clock.wall()
        if wait := wait_after(known.count):
            if now < known.last:
                # the clock was set back, or stood wrong at the last try: one waits anew, and not till that moment
                known = Tried(known.count, known.since, now)
                self._keep(user, known)
            left = min(known.last + wait - now, self._left_here(user, known.count, wait))
            if left > 0:
                until = datetime.fromtimestamp(now + left).astimezone()
                raise TooManyTriesError(user=user, until=until, seconds=math.ceil(left))
        tried = Tried(known.count + 1, known.since if known.count else now, now)
        self._keep(user, tried)
        _heard[self._file_id, _key(user)] = (tried.count, self._clock.monotonic())
        return known

    def succeeded(self, user: str, before: Tried) -> WrongTries | None:
        """Forget the tries after a right password; answers those that came before it."""
        self._keep(user, Tried())
        _heard.pop((self._file_id, _key(user)), None)
        if not before.count:
            return None
        return WrongTries(before.count, datetime.fromtimestamp(before.since).astimezone())

    def withdraw(self, user: str, before: Tried) -> None:
        """Let a try not count that came to no answer: too little memory, a damaged file."""
        self._keep(user, before)

    def _left_here(self, user: str, count: int, wait: float) -> float:
        """Tell what is left to wait by the clock that nobody sets, where it is known."""
        heard = _heard.get((self._file_id, _key(user)))
        if heard is None or heard[0] != count:
            return math.inf
        return heard[1] + wait - self._clock.monotonic()

    def _known(self, user: str) -> Tried:
        """Give the stricter of what both places say."""
        said = [_read(path).get(_key(user), Tried()) for path in self._paths]
        return max(said, key=_strictness, default=Tried())

    def _keep(self, user: str, tried: Tried) -> None:
        for path in self._paths:
            kept = _read(path)
            kept.pop(_key(user), None)
            if tried.count:
                kept[_key(user)] = tried
            # a place that cannot be written must not keep anybody out: the other one counts
            with suppress(OSError, ExpectedError):
                _write(path, kept)


def unlock_counted(
    place: key_file.Place, user: str, password: str, *, installation: Installation
) -> Unlocked:
    """Open a user's slot, and count the tries at it; what was tried before is told in `Unlocked.wrong_tries`.

    Raises:
        TooManyTriesError: It is too early for another try.
        WrongPasswordError: The password is not right; the try counts.
        ExpectedError: As `keys.unlock` says; no try counts then.
    """
    file = key_file.load(place)
    slot = file.slot_of(user)
    if slot is None:
        raise keys.refusal(file, user)
    folder = place if isinstance(place, Path) else None
    tries = Tries.at(folder, installation.folder, file.file_id)
    before = tries.begin(slot.name)
    try:
        unlocked = keys.unlock(place, slot.name, password)
    except WrongPasswordError:
        raise
    except BaseException:
        tries.withdraw(slot.name, before)
        raise
    unlocked.wrong_tries = tries.succeeded(slot.name, before)
    return unlocked


def forgive(place: key_file.Place, user: str, *, installation: Installation) -> None:
    """Forget the wrong tries of a user who has just got another password: they were made at the one before."""
    folder = place if isinstance(place, Path) else None
    tries = Tries.at(folder, installation.folder, key_file.load(place).file_id)
    tries.succeeded(user, Tried())


def wait_after(count: int) -> float:
    """Tell how long to wait after so many wrong tries."""
    if count < FREE:
        return 0.0
    doublings = min(count - FREE, 16)
    return min(SHORTEST * 2.0**doublings, LONGEST)


def _strictness(tried: Tried) -> tuple[int, float]:
    return tried.count, tried.last


def _key(user: str) -> str:
    """Call a user by a number: the state folder is no list of names."""
    return blake2b(user.strip().casefold().encode(), digest_size=8).hexdigest()


def _read(path: Path) -> dict[str, Tried]:
    """Read the counts of one place; what is damaged counts nothing."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(LARGEST))
        return {str(key): _tried(*entry) for key, entry in data.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _tried(count: object, since: object, last: object) -> Tried:
    if type(count) is not int or type(since) not in {int, float} or type(last) not in {int, float}:
        raise ValueError("tries")
    times = [float(str(one)) for one in (since, last)]
    if count < 0 or not all(0 <= one < 2**33 for one in times):  # till the year 2242
        raise ValueError("tries")
    return Tried(count, *times)


def _write(path: Path, kept: dict[str, Tried]) -> None:
    if not kept:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = {key: [one.count, one.since, one.last] for key, one in kept.items()}
    write_whole(path, json.dumps(entries).encode())
