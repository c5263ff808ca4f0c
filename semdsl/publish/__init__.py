"""Results as files: written aside, then put in place as a whole."""
