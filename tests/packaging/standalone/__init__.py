"""The folder that needs no Python: what goes into it, and how PyInstaller makes it (make app)."""
