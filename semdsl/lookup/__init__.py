"""What a model declares, as an index to look things up in: by name, symbol, title, or where the source prints it."""
