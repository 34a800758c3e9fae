"""What becomes of the cost as articles, workers, clients and time grow."""
