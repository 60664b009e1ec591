"""One intention of one person: everything in it is kept by `commit()`, or nothing is."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from typing_extensions import override

from kazanlak_case.db.bounded import Bounded
from kazanlak_case.db.changelog import ChangeLog
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.history import History
from kazanlak_case.db.merge.large_work import large_work
from kazanlak_case.db.records import Records
from kazanlak_case.db.sealing import Secrets
from kazanlak_case.db.settings_table import count_up
from kazanlak_case.db.undo import undo_changeset
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import User

if TYPE_CHECKING:
    from kazanlak_case.db.blobs import Blobs
    from kazanlak_case.db.confidential import Confidential
    from kazanlak_case.db.deeds import Deeds
    from kazanlak_case.db.disagreements import Disagreements
    from kazanlak_case.db.duplicates import Duplicates
    from kazanlak_case.db.evaluation import EvaluationQueries
    from kazanlak_case.db.exchange import Exchange
    from kazanlak_case.db.findings import Findings
    from kazanlak_case.db.indicators import Indicators
    from kazanlak_case.db.people import People
    from kazanlak_case.db.readings import Readings
    from kazanlak_case.db.search import Search
    from kazanlak_case.db.work import WorkQueries

COMMITS = "commits"
"""How many times this file was committed: the installation outside keeps the same count (design.md, section 4)."""


class UnitOfWork(Bounded):
    """Read and write one case file. Queries come to life when they are first asked."""

    def __init__(
        self, connection: Connection, context: UowContext, secrets: Secrets | None = None
    ) -> None:
        self._connection = connection
        self._context = context
        self.secrets = secrets or Secrets()
        """What the user can seal and open of what is confidential; never a key itself."""
        self.commits: int | None = None
        """The file's count of commits after this one; None until it is kept."""

    @property
    def now(self) -> datetime:
        """The moment of this work."""
        return self._context.now

    @property
    def today(self) -> date:
        """The day of this work."""
        return self._context.today

    @property
    def site(self) -> str:
        """The code of the site whose file this is."""
        return self._context.site

    @property
    def is_centre(self) -> bool:
        """Whether this is the central copy."""
        return self._context.role == "centre"

    @property
    def is_practice(self) -> bool:
        """Whether all in the file is made up: screens and prints say so (domain.md, section 9)."""
        return self._context.is_practice

    @property
    @override
    def user(self) -> User:
        """Who is at work."""
        return self._context.user

    @property
    @override
    def profile(self) -> MunicipalityProfile:
        """The municipality's profile."""
        return self._context.profile

    @cached_property
    def records(self) -> Records:
        """Any record type."""
        return Records(self._connection, self._context)

    @cached_property
    def log(self) -> ChangeLog:
        """The change log, to write."""
        return ChangeLog(self._connection, self._context)

    @cached_property
    def history(self) -> History:
        """The change log, to read."""
        return History(self._connection, self._context)

    @cached_property
    def confidential(self) -> "Confidential":
        """Confidential notes, sealed as they are kept."""
        from kazanlak_case.db.confidential import Confidential

        return Confidential(self._connection, self._context)

    @cached_property
    def blobs(self) -> "Blobs":
        """What attachments hold."""
        from kazanlak_case.db.blobs import Blobs

        return Blobs(self._connection, self._context.names)

    @cached_property
    def people(self) -> "People":
        """Lists of people."""
        from kazanlak_case.db.people import People

        return People(self._connection, self._context)

    @cached_property
    def search(self) -> "Search":
        """Search as you type."""
        from kazanlak_case.db.search import Search

        return Search(self._connection, self._context)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """People who may be in the file twice."""
        from kazanlak_case.db.duplicates import Duplicates

        return Duplicates(self._connection, self._context)

    @cached_property
    def disagreements(self) -> "Disagreements":
        """Places that wait for a person, with all that was said in them."""
        from kazanlak_case.db.disagreements import Disagreements

        return Disagreements(self._connection, self._context)

    @cached_property
    def findings(self) -> "Findings":
        """What does not fit together, though every part of it was right."""
        from kazanlak_case.db.findings import Findings

        return Findings(self._connection, self._context)

    @cached_property
    def indicators(self) -> "Indicators":
        """The funds' figures."""
        from kazanlak_case.db.indicators import Indicators

        return Indicators(self._connection, self._context)

    @cached_property
    def work(self) -> "WorkQueries":
        """What is open, late or missing."""
        from kazanlak_case.db.work import WorkQueries

        return WorkQueries(self._connection, self._context)

    @cached_property
    def exchange(self) -> "Exchange":
        """What travels between copies."""
        from kazanlak_case.db.exchange import Exchange

        return Exchange(self._connection, self._context)

    @cached_property
    def deeds(self) -> "Deeds":
        """Readings and changes in one list."""
        from kazanlak_case.db.deeds import Deeds

        return Deeds(self._connection, self._context)

    @cached_property
    def evaluation(self) -> "EvaluationQueries":
        """What rows for evaluators are made from."""
        from kazanlak_case.db.evaluation import EvaluationQueries

        return EvaluationQueries(self._connection, self._context)

    @cached_property
    def readings(self) -> "Readings":
        """Who read what."""
        from kazanlak_case.db.readings import Readings

        return Readings(self._connection, self._context)

    def new_id(self) -> RecordId:
        """Make an id for a new record; it sorts after all ids made before it."""
        return self.log.new_id()

    def undo(self, undo: str, *, of_any_copy: bool = False) -> Written:
        """Take back a changeset of this copy, or of any (db/undo.py says what may be refused)."""
        return undo_changeset(
            self._connection, self._context, self.log, undo=undo, of_any_copy=of_any_copy
        )

    def commit(self) -> None:
        """Keep everything; the search index follows in the same transaction."""
        people, cases = set(self.log.stale["person"]), self.log.stale["case"]
        if cases:
            from kazanlak_case.domain.records import Case

            of_cases = self.records.many(Case, (one.hex() for one in cases))
            people |= {bytes.fromhex(case.person) for case in of_cases.values()}
        if people:
            with large_work(self._connection, len(people)):
                self.search.refresh(people)
        if self.log.touched:
            self.findings.follow({record_id for _, record_id in self.log.touched})
        if "readings" in self.__dict__:
            self.readings.flush()
        commits = count_up(self._connection, COMMITS)
        self._connection.commit()
        self.commits = commits
