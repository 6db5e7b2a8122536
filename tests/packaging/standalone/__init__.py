"""The standalone folder: its contents, and how PyInstaller builds it (make app)."""
