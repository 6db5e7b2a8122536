"""Annotations of pages: notes, form fields and their appearance, actions."""
