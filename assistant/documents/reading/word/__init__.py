"""The markup of Word files, walked element by element: what it shows, who changed it, and what was not read."""
