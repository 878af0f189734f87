"""What the commands of the command line do; each module is read when its command is run."""
