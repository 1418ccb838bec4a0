"""How fast it is: `python -m benchmarks` prints medians measured on this machine."""
