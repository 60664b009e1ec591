"""Run migrations on the connection that is given: the file is open and unlocked already."""

from alembic import context

from kazanlak_case.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
