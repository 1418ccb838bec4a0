"""The evals: what the assistant gets right, measured on questions written by another hand.

``python -m evals`` (or ``mou eval``) runs the open sets, compares them with the baselines and fails
on a significant drop. The test set stays closed until a release (see ``ledger.yaml``).
"""
