"""The cards of the exchange page."""
