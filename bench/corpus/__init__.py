"""Speed, memory and safety of `mtcheck scan`, measured here and now."""
