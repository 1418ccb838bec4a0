"""Read ``knowledge/`` and ``mou_templates/`` into values; ``check`` reports what is wrong with them."""
