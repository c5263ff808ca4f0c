"""The gates: promises of the program, each with a figure that one command measures.

A gate is a module ``test_gNN_….py`` with a ``GATE`` and tests. A sample of each gate runs with all other tests; the
full figure is behind the mark ``long`` and is measured by ``python -m tests.trust`` (``poe trust``).
"""
