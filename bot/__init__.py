"""The edge: channels, reception, postman, staff's verbs, simulator, API, command line."""
