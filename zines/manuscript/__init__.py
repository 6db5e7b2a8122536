"""Reading of texts: YAML, schemas, CommonMark, French typography, sources, editions."""
