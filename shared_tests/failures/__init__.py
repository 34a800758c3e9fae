"""What fails around a panel, and what it does then; the records end in docs/failure-modes.md."""
