"""`/console`: the desk that the staff keep open all day, on the verbs and rows of chat and API."""
