"""The web door: pages and downloads over the same services as the command line; it decides nothing."""
