"""The user's own documents: their passages, the catalogue, the word index and the vectors."""
