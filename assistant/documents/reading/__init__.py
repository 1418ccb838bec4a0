"""Reads files that people bring. They are hostile until checked, and are parsed in a limited process."""
