"""`make verify-release FILE=…`: what is known of a folder, an installer or a stick; status 1 if it is not what was released."""

import sys
from pathlib import Path

from checkin.errors import KnownError
from checkin.language import load
from checkin.release import copies, sentences


def main(arguments: list[str]) -> int:
    tr = load("en")
    try:
        found = copies.check(Path(arguments[0]), copies.release_key())
    except KnownError as error:
        print(error, file=sys.stderr)
        return 1
    for copy in found:
        print(f"{copy.name}: {sentences.of_copy(tr, copy)}")
    return int(any(copy.standing is copies.CopyStanding.DIFFERENT for copy in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
