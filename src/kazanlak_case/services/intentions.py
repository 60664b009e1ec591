"""What was done, in words: a changeset keeps a code, never a name or a sentence."""

from kazanlak_case.i18n import N_

UNDONE = "undone"
FINAL = frozenset({"note_written", "emergency_opened", "person_erased"})
"""What cannot be taken back: nobody is offered to."""

WORDS: dict[str, str] = {
    "person_made": N_("Person entered"),
    "person_changed": N_("Person's data changed"),
    "person_deleted": N_("Person deleted"),
    "person_erased": N_("Person erased for good"),
    "people_taken_in": N_("People taken in from a workbook"),
    "visit_recorded": N_("Visit recorded"),
    "visit_changed": N_("Visit corrected"),
    "visit_deleted": N_("Visit deleted"),
    "case_opened": N_("Case opened"),
    "case_changed": N_("Case changed"),
    "case_closed": N_("Case closed"),
    "case_reopened": N_("Case opened again"),
    "household_made": N_("Household made"),
    "household_changed": N_("Household changed"),
    "household_deleted": N_("Household deleted"),
    "member_added": N_("Member added to a household"),
    "member_changed": N_("Membership changed"),
    "member_removed": N_("Member left a household"),
    "head_set": N_("Head of a household set"),
    "entered": N_("Entered into the project"),
    "left": N_("Left the project"),
    "results_saved": N_("Results after leaving written"),
    "participation_changed": N_("Participation changed"),
    "participation_deleted": N_("Participation deleted"),
    "answers_saved": N_("Answers written"),
    "answers_filled": N_("Missing answers filled in"),
    "file_made": N_("Case file made"),
    "house_prepared": N_("Copy prepared for a house"),
    "record_made": N_("Record made"),
    "record_changed": N_("Record changed"),
    "record_deleted": N_("Record deleted"),
    "conflict_settled": N_("Conflict settled"),
    "transfer_offered": N_("Case offered to another house"),
    "transfer_withdrawn": N_("Offer of a case withdrawn"),
    "transfer_accepted": N_("Case of another house accepted"),
    "transfer_declined": N_("Case of another house declined"),
    "transfer_passed_on": N_("Offer of a case passed on"),
    "transfer_done": N_("Case transferred"),
    "case_registered": N_("Transferred case given its number"),
    "people_joined": N_("Two records of one person joined"),
    "people_are_one": N_("The same person known in another house"),
    "people_are_two": N_("Two people told apart"),
    "people_split": N_("Joined people parted again"),
    "decision_taken_back": N_("Decision about two people taken back"),
    "left_behind_moved": N_("Moved to the joined person"),
    "person_brought_back": N_("Joined person brought back"),
    "request_recorded": N_("Request about data recorded"),
    "request_answered": N_("Request about data answered"),
    "restriction_lifted": N_("Restriction of processing lifted"),
    "person_died": N_("Death of a person recorded"),
    "note_written": N_("Confidential note written"),
    "emergency_opened": N_("Confidential notes opened in an emergency"),
    "document_issued": N_("Document given its number"),
    "document_annulled": N_("Document annulled"),
    "document_signed": N_("Document signed"),
    "print_ordered": N_("Print ordered from the municipality"),
    "print_done": N_("Printed for a house"),
    "task_made": N_("Task written down"),
    "task_changed": N_("Task changed"),
    "task_done": N_("Task done"),
    "task_moved": N_("Task moved"),
    "task_taken": N_("Task taken over"),
    "task_dropped": N_("Task not needed any more"),
    "task_opened_again": N_("Task not done after all"),
    "cases_handed_over": N_("Cases handed over"),
    UNDONE: N_("Taken back"),
}
"""English words by code, translated where shown."""


def words_of(what: str) -> str:
    """Give the English words of a code; an unknown one, of a newer version, stands as it is.

    The code of an undo carries the number it took back, after a colon.
    """
    return WORDS.get(what.partition(":")[0], what)
