"""What is shown: reports, verdicts, pages."""
