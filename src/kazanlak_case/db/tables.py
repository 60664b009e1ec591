"""The physical schema: data tables made from the registry, and the tables of the change log (design.md, section 11)."""

from sqlalchemy import (
    Column,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    text,
)

from kazanlak_case.db.columns import COLUMN_OF, WHOLE, Canonical
from kazanlak_case.domain.fields import Kind, specs_of
from kazanlak_case.domain.records import RECORDS

metadata = MetaData()

# What a server alone has (the log parted by site, its partial index) is in the migrations: an option of PostgreSQL's
# here would load all of its dialect at every start.


def _data_table(name: str, cls: type) -> Table:
    """Give an ordinary rowid table: wide rows WITHOUT ROWID cost twice as much (design.md, section 11)."""
    columns = [Column(spec.name, COLUMN_OF[spec.kind]) for spec in specs_of(cls)]
    indexes = [
        Index(
            f"ix_{name}_{spec.name}",
            spec.name,
            # what is mostly empty costs nothing in an index that leaves it out
            sqlite_where=None if spec.required else column(spec.name).is_not(None),
        )
        for spec in specs_of(cls)
        if spec.kind is Kind.REFERENCE
    ]
    return Table(
        name,
        metadata,
        Column("id", LargeBinary, primary_key=True, nullable=False),
        Column("born_rid", WHOLE, nullable=False),
        Column("born_seq", WHOLE, nullable=False),
        Column("hidden", WHOLE, nullable=False, server_default=text("0")),
        *columns,
        *indexes,
    )


DATA: dict[str, Table] = {name: _data_table(name, cls) for name, cls in RECORDS.items()}
"""The data table of each record type. `hidden` is derived: 1 when only deletes stand in the record's own place."""

Index("ix_person_national_id", DATA["person"].c.national_id, DATA["person"].c.id_type)
Index("ix_service_entry_provided_on", DATA["service_entry"].c.provided_on)

log = Table(
    "log",
    metadata,
    Column("rid", WHOLE, primary_key=True, autoincrement=False),
    Column("replica", LargeBinary, nullable=False),
    Column("scope", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("incarnation", WHOLE, nullable=False),
    Column("copy", LargeBinary, nullable=False),
    UniqueConstraint("replica", "scope"),
)
"""rid is a local shorthand; `copy` names the record with the writing copy's public keys."""

vector = Table(
    "vector",
    metadata,
    Column("rid", WHOLE, primary_key=True, autoincrement=False),
    Column("seq", WHOLE, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

context = Table(
    "context",
    metadata,
    Column("rid", WHOLE, primary_key=True),
    Column("ctx", WHOLE, primary_key=True),
    Column("other", WHOLE, primary_key=True),
    Column("seq", WHOLE, nullable=False),
    sqlite_with_rowid=False,
)

headers = Table(
    "changeset",
    metadata,
    Column("rid", WHOLE, primary_key=True),
    Column("last", WHOLE, primary_key=True),
    Column("hlc", WHOLE, nullable=False),
    Column("ctx", WHOLE, nullable=False),
    Column("salt", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
    Column("changes", WHOLE, nullable=False),
    Column("lag", WHOLE, nullable=False),
    Column("deed", WHOLE, nullable=False),
    sqlite_with_rowid=False,
)
"""Headers in few bytes, to be written: how many changes, by how many seconds the author's clock lay behind `hlc`, and
who did what by number. `changeset` is for reading."""

deed = Table(
    "deed",
    metadata,
    Column("number", WHOLE, primary_key=True, autoincrement=False),
    Column("author", LargeBinary, nullable=False),
    Column("what", Text, nullable=False),
    UniqueConstraint("author", "what"),
)
"""Who did what: a local shorthand."""

changeset = Table(
    "intention",
    MetaData(),
    *(Column(name, WHOLE) for name in ("rid", "last", "first", "hlc", "ctx")),
    *(Column(name, LargeBinary) for name in ("author", "salt", "hash")),
    *(Column(name, Text) for name in ("at", "what")),
)
"""The view of the headers as they were signed (db/intentions.py): each one intention of one person."""

leaf = Table(
    "leaf",
    metadata,
    Column("rid", WHOLE, primary_key=True),
    Column("last", WHOLE, primary_key=True),
    Column("row", LargeBinary, primary_key=True),
    Column("salt", LargeBinary),
    Column("hash", LargeBinary),
    sqlite_with_rowid=False,
)
"""After an erasure only: the neighbours' leaf salts and the erased records' leaf hashes."""

change = Table(
    "change",
    metadata,
    Column("rid", WHOLE, primary_key=True),
    Column("seq", WHOLE, primary_key=True),
    Column("tbl", WHOLE, nullable=False),
    Column("row", LargeBinary, nullable=False),
    Column("col", WHOLE, nullable=False),
    Column("old", Canonical),
    Column("new", Canonical),
    sqlite_with_rowid=False,
)
"""col 0 = birth (its values are the data row), -1 = the record's own place (new 1 deletes, 0 keeps, 2 erases),
> 0 one field.
`old` and `new` hold canonical values in their own storage class: the columns have no affinity to change them."""

Index(
    "ix_change_row",
    change.c.row,
    sqlite_where=change.c.col != 0,
)

kind = Table(
    "kind",
    metadata,
    Column("tbl", WHOLE, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

field = Table(
    "field",
    metadata,
    Column("tbl", WHOLE, primary_key=True),
    Column("col", WHOLE, primary_key=True),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

clock = Table(
    "clock",
    metadata,
    Column("row", LargeBinary, primary_key=True),
    Column("col", WHOLE, primary_key=True),
    Column("rid", WHOLE, primary_key=True),
    Column("seq", WHOLE, nullable=False),
    Column("hlc", WHOLE, nullable=False),
    Column("ctx", WHOLE, nullable=False),
    sqlite_with_rowid=False,
)
"""Edited cells only: the edits of a place that no other edit has seen past."""

conflict = Table(
    "conflict",
    metadata,
    Column("row", LargeBinary, primary_key=True),
    Column("col", WHOLE, primary_key=True),
    Column("tbl", WHOLE, nullable=False),
    Column("rid", WHOLE, primary_key=True),
    Column("seq", WHOLE, nullable=False),
    Column("value", Canonical),
    Column("resolved", WHOLE, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)

extra = Table(
    "extra",
    metadata,
    Column("type", Text, primary_key=True),
    Column("row", LargeBinary, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Canonical),
    Column("rid", WHOLE, nullable=False),
    Column("seq", WHOLE, nullable=False),
    sqlite_with_rowid=False,
)
"""Fields and whole record types of a newer version; name "" stands for the record of an unknown type itself."""

bundle = Table(
    "bundle",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("sender", LargeBinary, nullable=False),
    Column("ranges", Text, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("number", WHOLE, nullable=False, server_default=text("0")),
)
"""`number` tells the order in which bundles were taken, whatever the clocks said."""

erased = Table(
    "erased",
    metadata,
    Column("row", LargeBinary, primary_key=True),
    Column("rid", WHOLE, primary_key=True),
    Column("seq", WHOLE, nullable=False),
    Column("tbl", WHOLE, nullable=False),
    sqlite_with_rowid=False,
)
"""Records whose values are gone, and the changes that said so; of the record itself only its id is left."""

blob = Table(
    "blob",
    metadata,
    Column("sha256", LargeBinary, primary_key=True, nullable=False),
    Column("size", WHOLE, nullable=False),
)
"""What attachments hold, by the SHA-256 of the content: the same scan twice lies here once."""

blob_part = Table(
    "blob_part",
    metadata,
    Column("sha256", LargeBinary, primary_key=True, nullable=False),
    Column("part", WHOLE, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""The content in parts of at most a MiB, so that no step holds a whole file."""

# local to this file: never in a digest, never in a bundle -----------------------------------------------------------
sent = Table(
    "sent",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("receiver", LargeBinary, nullable=False),
    Column("sequence", WHOLE, nullable=False),
    Column("ranges", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("path", Text, nullable=False),
)

receipt = Table(
    "receipt",
    metadata,
    Column("copy", LargeBinary, primary_key=True),
    Column("replica", LargeBinary, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The last receipt taken from each copy: what it is known to hold."""

setting = Table(
    "setting", metadata, Column("name", Text, primary_key=True), Column("value", Canonical)
)
"""Facts about this file (site, role, replica, own keys), stored canonical; the private keys are under the file key."""

reading = Table(
    "reading",
    metadata,
    Column("number", WHOLE, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("user", LargeBinary, nullable=False),
    Column("what", Text, nullable=False),
    Column("type", Text),
    Column("row", LargeBinary),
    Column("facts", Text),
    Column("epoch", WHOLE, nullable=False),
    Column("replica", LargeBinary),
    Column("mac", LargeBinary, nullable=False),
)
"""Who read, printed or took out what: codes and ids, never a name or a content (db/readings.py)."""

Index("ix_reading_row", reading.c.row)
Index("ix_reading_at", reading.c.at)

reading_head = Table(
    "reading_head",
    metadata,
    Column("copy", LargeBinary, primary_key=True),
    Column("replica", LargeBinary, primary_key=True),
    Column("number", WHOLE, primary_key=True),
    Column("mac", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Heads of chains of readings, signed by the copy that wrote them: of this copy, and of others as bundles brought them."""

finding = Table(
    "finding",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("row", LargeBinary, primary_key=True),
    Column("type", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""„За внимание“: invariants over several records that a merge may break; never a refusal."""

person_index = Table(
    "person_index",
    metadata,
    Column("pid", WHOLE, primary_key=True, autoincrement=False),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("sort_key", Text, nullable=False),
    Column("born_on", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("settlement", Text),
    Column("sex", Text),
    Column("has_number", WHOLE, nullable=False),
    Column("has_open_case", WHOLE, nullable=False),
    Column("found_by", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("national_id", Text),
    Column("phone", Text),
    Column("case_id", LargeBinary),
    Column("case_number", Text),
)
"""Visible people as search and lists need them (db/search_index.py): order, what they are found by, which case is the
one to show, and what a hit shows: search reads one row for a person, each page of which costs a decryption.
`pid` is the row of the full-text index; the person's own rowid would not do, because VACUUM may change it."""

_listed = person_index.c
# What lists are narrowed by stands in the index of their order, so that a narrow filter reads nothing else.
Index(
    "ix_person_index_order",
    _listed.sort_key,
    _listed.born_on,
    _listed.pid,
    _listed.site,
    _listed.settlement,
    _listed.sex,
    _listed.has_number,
    _listed.has_open_case,
)

Index("ix_person_index_born_on", _listed.born_on)

name_word = Table(
    "name_word",
    metadata,
    Column("key", Text, primary_key=True),
    Column("loose", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The distinct words of names in this file, a few thousand: other spellings and inner parts are looked for among them,
and only what they lead to in the full-text index."""

Index("ix_name_word_loose", name_word.c.loose)
