"""What lies on pages beside their content: notes, fields of forms, actions."""
