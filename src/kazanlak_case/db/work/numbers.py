"""Questions about human numbers: what was given, and this copy's own mark in them."""

from sqlalchemy import Connection, Table, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.tables import DATA

LAST_LETTER = "\U0010ffff"
"""Follows every other, so that what begins with a stem lies before the stem and this."""

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Latin ones, so that a mark can never be taken for the end of a site's Cyrillic prefix; none that looks like a digit."""


class NumberQueries:
    """Finds the numbers given so far."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def mark(self) -> str:
        """Tell what sets this copy's numbers apart from those of other copies of the site (design.md, section 4).

        It is empty for the first copy, else the number the centre gave. A restored or copied file goes on as a new
        incarnation, whose numbers the old one may have given already: it takes two letters of its replica.
        """
        if self._context.incarnation > 1:
            return "".join(LETTERS[byte % len(LETTERS)] for byte in self._context.replica[:2])
        copy = DATA["copy"]
        found = select(copy.c.mark).where(copy.c.id == self._context.copy)
        return self._connection.execute(found).scalar_one_or_none() or ""

    def of_cases(self, stem: str) -> list[str]:
        """List the case numbers that begin so, those of undone cases too: a number once given is never given again."""
        return self._of(DATA["case"], stem)

    def of_protocols(self, stem: str) -> list[str]:
        """List the numbers of protocols of erasure that begin so."""
        return self._of(DATA["erasure_protocol"], stem)

    def of_documents(self, stem: str) -> list[str]:
        """List the numbers of issued documents that begin so, annulled and deleted ones too."""
        return self._of(DATA["issued_document"], stem)

    def _of(self, table: Table, stem: str) -> list[str]:
        number = table.c.number
        query = select(number).where(number >= stem, number < stem + LAST_LETTER)
        return list(self._connection.execute(query).scalars())
