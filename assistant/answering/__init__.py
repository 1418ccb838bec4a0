"""Answer questions without a language model: references, cards, then the best sentences of the sources."""
