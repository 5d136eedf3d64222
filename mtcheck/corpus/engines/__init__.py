"""Engines: what goes over the shards. All give the same results; they differ in where they run."""
