"""What is asked in the panel or over the window."""
