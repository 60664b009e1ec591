"""Where people learn: the form of an enrolment, and its words."""
