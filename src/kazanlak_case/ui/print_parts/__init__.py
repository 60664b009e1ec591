"""Paper on the screen: preview, number, printer, file, and the order to the municipality."""
