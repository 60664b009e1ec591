"""Case management for family houses: offline, encrypted, merged without losing a word."""

__version__ = "0.1.0"
