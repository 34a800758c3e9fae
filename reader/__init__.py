"""The reader: a static site that shows one operation in every implementation, side by side."""
