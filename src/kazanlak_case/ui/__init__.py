"""Everything Qt: the window, its screens, forms, tables and widgets. Knows no SQL."""

from kazanlak_case.ui.sources import leave_unread

leave_unread()  # before the first module of ours is imported after Qt
