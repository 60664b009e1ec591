"""The parts of the page consents are recorded on."""
