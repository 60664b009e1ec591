"""What the window needs after the password is given, imported while it is being typed."""


def preload() -> None:
    """Import store and screens while the password is being typed: that takes longer than everything before it."""
    import kazanlak_case.db.backups
    import kazanlak_case.db.casefile
    import kazanlak_case.db.people
    import kazanlak_case.db.readings
    import kazanlak_case.db.search
    import kazanlak_case.db.work
    import kazanlak_case.services.person_page
    import kazanlak_case.services.today
    import kazanlak_case.ui.guards
    import kazanlak_case.ui.screens.people
    import kazanlak_case.ui.screens.person
    import kazanlak_case.ui.screens.today
    import kazanlak_case.ui.workspace  # noqa: F401 - all imported for what it costs, not for their names
    from kazanlak_case.db.reference import code_lists, settlements

    code_lists()
    settlements()
