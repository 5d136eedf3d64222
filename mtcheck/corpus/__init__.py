"""Many articles: shards, workers, resume and roll-up."""
