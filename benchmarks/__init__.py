"""Speeds and accuracies, measured on damaged text: ``python -m benchmarks.NAME``."""
