"""Checks that need no model: wording at odds with a principle, and statements that outrun their quotations."""
