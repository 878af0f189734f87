"""What is loaded at the start is not walked over again, and later garbage is collected."""

import subprocess
import sys

LIFE_OF_A_PROCESS = """
import gc
from bot.garbage import collect_nothing, spare_what_stays
collect_nothing()
print(gc.isenabled())
spare_what_stays()
print(gc.isenabled(), gc.get_freeze_count() > 1000)
"""


def test_the_collector_waits_until_all_is_loaded_and_works_again_after_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIFE_OF_A_PROCESS], capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["False", "True", "True"]
