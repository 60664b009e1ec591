"""What a case file does while nobody waits for it."""

from kazanlak_case.db.casefile import CaseFile


def carry_over(file: CaseFile) -> None:
    """Copy what was saved from the write-ahead log into the database, which a save would else have to do one day.

    Nothing depends on it: what was saved is safe in the log, and neither readers nor a writer have to wait.
    """
    if (
        file.is_on_server or not file.unlocked.file_keys
    ):  # wiped ones say that it was closed meanwhile
        return
    with file.raw_connection() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
