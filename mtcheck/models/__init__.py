"""Runtime of the shipped networks (onnxruntime + tokenizers); nothing heavy is imported here."""
