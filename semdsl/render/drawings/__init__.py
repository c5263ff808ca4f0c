"""Drawings on paper: the elements of a picture as shapes, and the files that media take them in."""
