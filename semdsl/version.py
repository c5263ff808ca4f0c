"""The version of this program, as manifests and reports state it."""

__version__ = "0.1.0"
