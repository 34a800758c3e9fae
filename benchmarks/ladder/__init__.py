"""What each layer of a framework costs, one small application a layer."""
