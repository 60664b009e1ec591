"""Everything Qt: the window, its screens, forms, tables and widgets. Knows no SQL."""
