"""New files without making every table anew: an empty database is kept, and put under the keys of each file.

To declare the tables takes a tenth of a second, and hundreds of tests begin with a new file. Each process does it once;
what they make is compared with the tables in tests/contracts/test_schema.py.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kazanlak_case.db import birth
from kazanlak_case.db.casefile import DATABASE
from kazanlak_case.db.engine import KEY_BYTES, SALT_BYTES, make_engine, rekey, translating
from kazanlak_case.db.schema import ensure_schema
from support.scratch import in_memory

KEYS = bytes(KEY_BYTES), bytes(SALT_BYTES)


@contextmanager
def quick_births() -> Iterator[None]:
    """Begin every new file with a copy of an empty one."""
    build = birth.build_database

    def build_from_empty(path: Path, unlocked: Any, **rest: Any) -> None:
        database = path / DATABASE
        with translating(database):
            shutil.copyfile(_empty(), database)
            rekey(database, KEYS, new=unlocked.database_keys())
        build(path, unlocked, **rest)

    with patch.object(birth, "build_database", build_from_empty):
        yield


@cache
def _empty() -> Path:
    database = in_memory("empty-") / DATABASE
    engine = make_engine(database, lambda: KEYS, mode="rwc")
    with engine.connect() as connection:
        ensure_schema(connection, database)
        connection.commit()
    engine.dispose()
    return database
