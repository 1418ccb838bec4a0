"""Read a document that came back: which words are which clause, what changed, and what to make of it."""
