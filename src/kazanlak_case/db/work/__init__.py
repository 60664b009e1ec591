"""What the services ask of the store beyond single records: today's visits, deadlines, lists, missing answers."""

from sqlalchemy import Connection

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.work.cases import CaseQueries
from kazanlak_case.db.work.deadlines import DeadlineQueries
from kazanlak_case.db.work.disclosed import DisclosedQueries
from kazanlak_case.db.work.households import HouseholdQueries
from kazanlak_case.db.work.issued import IssuedQueries
from kazanlak_case.db.work.joined import JoinedQueries
from kazanlak_case.db.work.mentions import MentionQueries
from kazanlak_case.db.work.missing import MissingQueries
from kazanlak_case.db.work.numbers import NumberQueries
from kazanlak_case.db.work.pending import PendingQueries
from kazanlak_case.db.work.references import ReferenceQueries
from kazanlak_case.db.work.referrals import ReferralQueries
from kazanlak_case.db.work.requests import DataRequestQueries
from kazanlak_case.db.work.schooling import SchoolingQueries
from kazanlak_case.db.work.tasks import TaskQueries
from kazanlak_case.db.work.team import TeamQueries
from kazanlak_case.db.work.visits import VisitQueries


class WorkQueries:
    """The questions of the daily work, by subject."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self.visits = VisitQueries(connection)
        self.cases = CaseQueries(connection)
        self.deadlines = DeadlineQueries(connection)
        self.households = HouseholdQueries(connection, context)
        self.missing = MissingQueries(connection)
        self.references = ReferenceQueries(connection)
        self.referrals = ReferralQueries(connection)
        self.issued = IssuedQueries(connection)
        self.numbers = NumberQueries(connection, context)
        self.joined = JoinedQueries(connection, context)
        self.requests = DataRequestQueries(connection)
        self.disclosed = DisclosedQueries(connection, context)
        self.mentions = MentionQueries(connection)
        self.tasks = TaskQueries(connection)
        self.pending = PendingQueries(connection)
        self.team = TeamQueries(connection)
        self.schooling = SchoolingQueries(connection)
