"""The contract suite: black box, over HTTP, against any implementation of the specification."""
