"""Finishing of output files: inks, pictures, form fields, marks and standards."""
