"""Answers in Spanish: told by its words, matched by keywords, composed beside the exact English words."""
