"""From what was written to what is meant: names, axes, cases, units."""
