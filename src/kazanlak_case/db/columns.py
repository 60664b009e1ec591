"""The store's treatment of each kind of field: one line a kind."""

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from kazanlak_case.domain.fields import Kind

COLUMN_OF: dict[Kind, type[TypeEngine[object]]] = {
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
