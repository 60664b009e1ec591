"""What the program knows of case work: records, rules and errors, in plain Python."""
