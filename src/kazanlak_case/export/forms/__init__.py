"""The 21 forms of paper: what each section says, filled from what is known, with lines to write on where nothing is."""
