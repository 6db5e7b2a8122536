"""The commands: this package combines all other packages but the interfaces."""
