"""Bundles out and in, workbooks and paper out: what touches a file and more than one room."""
