"""Documents of a person: attached, listed, looked at."""
