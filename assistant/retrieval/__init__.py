"""Find passages and card wordings: embeddings, the Chroma index, keyword search, fusion."""
