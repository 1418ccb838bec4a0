"""Write comments into a Word file that somebody brought, and leave every other byte of its markup as it was."""
