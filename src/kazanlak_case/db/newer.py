"""Take up what a newer version wrote, once this program is that version: out of `extra`, into the tables."""

from sqlalchemy import Connection, delete, insert, select, update

from kazanlak_case.db.merge.visibility import settle_visibility
from kazanlak_case.db.shorthand import OWN_PLACE, Shorthand
from kazanlak_case.db.tables import DATA, clock, extra
from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.records import RECORDS


def take_up_newer(connection: Connection, names: Shorthand) -> None:
    """Move records and fields that were unknown until now to where they belong (design.md, section 4)."""
    for record in connection.execute(select(extra.c.type).distinct()).scalars().all():
        if record in DATA:
            _take_up_records(connection, names, record)
            _take_up_fields(connection, record)


def _take_up_records(connection: Connection, names: Shorthand, record: str) -> None:
    whole = (extra.c.type == record) & (extra.c.name == "")
    born = connection.execute(select(extra.c.row, extra.c.rid, extra.c.seq).where(whole)).all()
    if not born:
        return
    connection.execute(
        insert(DATA[record]),
        [{"id": one.row, "born_rid": one.rid, "born_seq": one.seq, "hidden": 0} for one in born],
    )
    connection.execute(delete(extra).where(whole))
    rows = {one.row for one in born}
    own = connection.execute(select(clock.c.row).where(clock.c.col == OWN_PLACE)).scalars()
    settle_visibility(connection, names, [row for row in dict.fromkeys(own) if row in rows])


def _take_up_fields(connection: Connection, record: str) -> None:
    table = DATA[record]
    known = [spec.name for spec in specs_of(RECORDS[record])]
    now_known = (extra.c.type == record) & extra.c.name.in_(known)
    for one in connection.execute(select(extra).where(now_known)).all():
        connection.execute(update(table).where(table.c.id == one.row).values({one.name: one.value}))
    connection.execute(delete(extra).where(now_known))
