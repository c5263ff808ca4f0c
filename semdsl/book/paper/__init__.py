"""The book as one document, and how each medium writes it: Markdown, LaTeX, Typst for PDF, Word."""
