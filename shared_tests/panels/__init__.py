"""What a panel of ours owes to whoever runs it, and what the panels owe to each other."""
