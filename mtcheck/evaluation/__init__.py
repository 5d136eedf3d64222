"""Quality on gold files: span F1, MCC, false alarms, fix accuracy, calibration."""
