"""Start: words given go to the command line, none open the window."""

import gc
import os
import sys
from collections.abc import Sequence

from kazanlak_case import paths, preflight
from kazanlak_case.domain.crash import keep_values_back

THROW_AWAY = "--profile"
OTHER_DAY = "--now"


def main(words: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code. `--profile DIR` before all else keeps everything under DIR.

    `--now DATE` and nothing else opens the window on another day.
    """
    keep_values_back()
    words = list(sys.argv[1:] if words is None else words)
    if words[:1] == [THROW_AWAY] and len(words) > 1:
        os.environ[paths.HOME] = words[1]
        words = words[2:]
    now = words[1] if words[:1] == [OTHER_DAY] and len(words) == 2 else None
    if words and now is None:
        from kazanlak_case import cli

        return cli.main(words)
    preflight.check()
    gc.disable()  # nothing dies before the first page is painted: looking for it costs a twentieth of the start
    from kazanlak_case import app

    return app.main(now)


if __name__ == "__main__":
    sys.exit(main())
