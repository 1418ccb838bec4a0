"""Teaches the judge of existing agreements from labelled sentences, and measures reviews of whole documents."""
