"""What `huiyin doctor` looks at: this machine, the database, the estates, and each provider."""
