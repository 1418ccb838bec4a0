"""Views: pure functions from domain values to escaped HTML, tested without Gradio."""
