"""Keep drafts, their every version, and conversations, in SQLite or PostgreSQL."""
