"""The MOU assistant: ask what the guiding principles say, draft an MOU, export it as Word."""

__version__ = "0.3.0"
