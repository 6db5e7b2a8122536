"""hors-bocal: YAML texts and Typst layouts in, things people print, fold and hand out."""

__version__ = "0.4.0"
