"""From a checked model and its order to a NumPy program.

Schedule → lower → Plan → emit → Python syntax tree → verify → load → Program
"""

from __future__ import annotations

from semdsl.codegen.compile import compile_schedule

__all__ = ["compile_schedule"]
