"""Pages as a reader has them: in a browser, read from disk."""
