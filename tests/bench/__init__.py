"""Benchmarks: `python -m tests.bench [name …]`. Ratios measured side by side in one run, never pass or fail."""
