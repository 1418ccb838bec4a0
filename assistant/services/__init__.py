"""The use cases: one small class for each concern; every door calls these and nothing below them."""
