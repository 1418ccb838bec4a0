"""Pages: one module each; they read a request, call a service and show a view."""
