"""What a framework does before anybody fixes it, recorded and shown in docs/out-of-the-box.md."""
