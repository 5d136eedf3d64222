"""Dated facts as data files, each with its source and licence."""
