"""What a panel really sends to PostgreSQL: read off the wire, whatever its language and driver."""
