"""The first schema."""

from alembic import op

from kazanlak_case.db.search import create_index
from kazanlak_case.db.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    connection = op.get_bind()
    metadata.create_all(connection)
    create_index(connection)
