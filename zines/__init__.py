"""hors-bocal: YAML texts and Typst layouts in, things people print, fold and hand out."""
