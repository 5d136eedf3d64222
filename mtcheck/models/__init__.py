"""Runtime of the shipped networks (onnxruntime + tokenizers); nothing heavy is imported here."""

import os

# onnxruntime 1.31 and later report to their maker from the moment they are imported, on a thread
# that no Python code sees. Nothing leaves this machine unless its user has said so.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
