"""The parts of the calendar: a week with hours, a month, and what is drawn in them."""
