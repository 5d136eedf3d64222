"""Quality on gold files: span F1, MCC, false alarms, fix accuracy, calibration, sacrebleu.

`read_gold` reads gold articles, `cases` checks them, `measure` gives scores; metrics are found by
walking `mtcheck.evaluation.metrics`.
"""
