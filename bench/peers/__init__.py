"""mtcheck beside other checkers and simple baselines, on the same gold and clean text."""
