"""The error for a PDF that cannot be used."""


class PdfError(Exception):
    """A PDF cannot be used as it is; the message is for users."""
