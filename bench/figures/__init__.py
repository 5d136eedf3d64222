"""Figures of docs/evaluation.md that need more than gold files: one kind a file."""
