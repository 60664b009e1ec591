"""Everything SQL: key, engine, tables, queries, change log and merge. Records go in and out, rows never."""

from kazanlak_case.db.unloaded import leave_unloaded

leave_unloaded()  # before SQLAlchemy is imported
