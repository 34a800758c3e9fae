"""What rounds mean together: ratios between subjects, their intervals, and what may be claimed.

Reads result files (`benchmarks/results.schema.json`) and nothing else; measures nothing itself.
"""
