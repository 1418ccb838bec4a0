"""An agency's own Word file as the shell of an agreement: looked at, made harmless, and told about."""
