"""Spreadsheets in: an office's list becomes candidate records, row by row, with nothing guessed in silence."""
