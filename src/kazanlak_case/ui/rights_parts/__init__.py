"""What a person may ask of the data kept on them, as forms in the panel."""
