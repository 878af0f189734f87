"""What is reported: figures as they are frozen, and documents that any printer can print."""
