"""What a user would take instead: the same texts, questions and model in other libraries' own ways.

Each module is run in a process of its own with a JSON file of texts and questions; it indexes, or opens
what it indexed before, answers, and prints JSON.
"""
