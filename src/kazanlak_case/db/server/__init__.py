"""The central copy on PostgreSQL: several clerks at once (design.md, section 5)."""
