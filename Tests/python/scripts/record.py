"""Runs the scripts with MXNet and keeps what they print."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def main(names):
    """Records some scripts, or all."""
    for script in sorted(HERE.glob("*.py")):
        if script.name in ("record.py", "rnn_text.py") or (names and script.name not in names):
            continue
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", str(script)],
            env=dict(os.environ, MXNET_ENGINE_TYPE="NaiveEngine"),
            stdout=subprocess.PIPE,
            check=True,
        )
        (HERE / "expected" / f"{script.stem}.txt").write_bytes(ran.stdout)
        print(script.name)


if __name__ == "__main__":
    (HERE / "expected").mkdir(exist_ok=True)
    main(sys.argv[1:])
