"""What a message means: a question, a value, a decision about a clause, or navigation."""
