"""Whether everybody can read a Word file: one rule a module, a checker in a limited process, a careful fixer."""
