"""Carry out a merge: set-based SQL in one transaction (design.md, section 11).

The meaning: the state of a place is the set of edits that no other edit has seen past. Everything here computes
that set for the places a bundle touched, and what follows from it: values, conflicts, hidden records.
"""
