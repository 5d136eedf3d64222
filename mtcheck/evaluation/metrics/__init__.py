"""Metrics: one family a file, found by walking this package."""
