"""Everything SQL: key, engine, tables, queries, change log and merge. Records go in and out, rows never."""
