"""What people may write: JSON Schemas, their French keys, what editors get of them."""
