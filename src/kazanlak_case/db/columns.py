"""The store's treatment of each kind of field: one line a kind."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Integer, LargeBinary, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine, UserDefinedType
from typing_extensions import override

from kazanlak_case.db.text_sql import SERVER, canon, is_server
from kazanlak_case.domain.fields import Kind

WHOLE = Integer().with_variant(BigInteger(), SERVER)
"""A whole number: SQLite has one kind of them; logical times need all 64 bits of PostgreSQL's larger one."""


class Canonical(UserDefinedType[Any]):
    """A canonical value of any kind in its own storage class: SQLite's BLOB affinity changes nothing.

    A server keeps it as JSON: a text, a number, or {"x": hex} for bytes (db/server/connecting.py reads it back).
    """

    cache_ok = True

    @override
    def get_col_spec(self, **_: object) -> str:
        """Give the column's declared type."""
        return "BLOB"

    @override
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Mark values for a server; SQLite takes them as they are."""
        return canon if dialect.name == SERVER else None

    @property
    @override
    def python_type(self) -> type[Any]:
        return object


@compiles(Canonical, SERVER)
def _as_json(_type: Canonical, _compiler: object, **_: object) -> str:
    return "JSONB"


_FROM_JSON = {
    Text: "({} #>> '{{}}')",
    BigInteger: "({} #>> '{{}}')::bigint",
    LargeBinary: "decode({} ->> 'x', 'hex')",
}


def from_canonical(connection: Connection, kind: Kind, expression: str) -> str:
    """Give text SQL for a canonical value as the column of a field holds it."""
    return _FROM_JSON[COLUMN_OF[kind]].format(expression) if is_server(connection) else expression


COLUMN_OF: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.NOTE: Text,
    Kind.NUMBER: BigInteger,
    Kind.AMOUNT: Text,
    Kind.DATE: Text,
    Kind.FLAG: BigInteger,
    Kind.CHOICE: Text,
    Kind.CODES: Text,
    Kind.REFERENCE: LargeBinary,
    Kind.SETTLEMENT: Text,
    Kind.SEALED: Text,
}
"""Columns hold canonical values (fields.to_raw): dates and decimals as text, references as 16 bytes."""
