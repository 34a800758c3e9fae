"""Breaking what the steps of the Learn page say, to see what they say become red."""
