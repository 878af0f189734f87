"""What strangers and forgers send, by the thousand, to the whole house in this process."""
