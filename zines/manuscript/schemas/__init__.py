"""JSON Schemas of the files that people write, their French keys, and schemas for editors."""
