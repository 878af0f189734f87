"""`python -m bot`: the same as the console script `huiyin`."""

from bot.command_line import main

main()
