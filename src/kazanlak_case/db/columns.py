"""The store's treatment of each kind of field: one line a kind."""

from typing import Any

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.types import TypeEngine, UserDefinedType
from typing_extensions import override

from kazanlak_case.domain.fields import Kind


class Canonical(UserDefinedType[Any]):
    """A canonical value of any kind in its own storage class: SQLite's BLOB affinity changes nothing."""

    cache_ok = True

    @override
    def get_col_spec(self, **_: object) -> str:
        """Give the column's declared type."""
        return "BLOB"

    @property
    @override
    def python_type(self) -> type[Any]:
        return object


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
}
"""Columns hold canonical values (fields.to_raw): dates and decimals as text, references as 16 bytes."""
