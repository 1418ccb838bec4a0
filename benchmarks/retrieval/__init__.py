"""Retrieval quality on any data set in BEIR layout: `python -m benchmarks.retrieval DIR`."""
