"""Runs the tutorial, each statement beside its result; then trains a network to read digits.

The network has two layers, made of `nd` and `autograd` alone. Curves and misread digits are saved
as a picture. Fails if fewer than 97 % of the digits that were held out are read right.
"""

import argparse
import sys
from pathlib import Path

import swnd as mx
from parts import digits, figure, statements
from parts.network import Network
from parts.training import train
from tqdm import tqdm

TUTORIAL = Path(__file__).resolve().with_name("tutorial.py")
HELD_OUT = 0.2
REQUIRED = 0.97


def main():
    """Runs what the command line says; returns the exit status."""
    options = arguments()
    sys.stdout.reconfigure(errors="replace")  # a terminal may lack the line between the columns
    run_tutorial(mx.Context(options.ctx))
    return read_digits(options)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=60, help="rounds of training (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of all random numbers (%(default)s)")
    parser.add_argument("--ctx", choices=["cpu", "gpu"], default="cpu", help="where to compute")
    parser.add_argument("--output", type=Path, default=Path("out"), help="folder of the picture")
    options = parser.parse_args()
    if options.epochs < 1:
        parser.error("--epochs must be 1 or more")
    try:
        mx.nd.zeros(1, ctx=mx.Context(options.ctx))
    except mx.MXNetError as error:
        parser.error(f"--ctx {options.ctx}: {error}")
    return options


def run_tutorial(ctx):
    """Shows the tutorial. It imports mxnet, which stands for swnd here, as in `python -m swnd`."""
    sys.modules.update({"mxnet": mx, "mxnet.ndarray": mx.nd, "mxnet.autograd": mx.autograd})
    with ctx:
        statements.show(TUTORIAL)


def read_digits(options):
    """Trains, saves the picture, says how well it went."""
    ctx = mx.Context(options.ctx)
    mx.random.seed(options.seed)
    training, held_out = digits.split(digits.read(ctx), HELD_OUT, options.seed)
    print(f"\n\nTraining with {len(training.labels)} handwritten digits:", flush=True)
    network = Network(ctx=ctx)
    history = watched(
        train(network, training, held_out, options.epochs, options.seed), options.epochs
    )
    reached = history[-1].held_out_accuracy
    print(f"{reached:.1%} of {len(held_out.labels)} held-out digits are read right.")

    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "digits.png"
    figure.save(path, history, held_out, mx.nd.softmax(network(held_out.images)))
    print(f"Curves and misread digits: {path}")
    if reached < REQUIRED:
        print(f"That is less than {REQUIRED:.0%}.", file=sys.stderr)
        return 1
    return 0


def watched(epochs, count):
    """Goes through all epochs, with a bar in a terminal and with a few lines elsewhere."""
    history = []
    bar = tqdm(epochs, total=count, unit="epoch", disable=None)
    for progress in bar:
        history.append(progress)
        state = f"loss {progress.loss:.3f}, held out {progress.held_out_accuracy:.1%}"
        bar.set_postfix_str(state, refresh=False)
        if bar.disable and (len(history) % -(-count // 6) == 0 or len(history) == count):
            print(f"  epoch {len(history):3}/{count}: {state}", flush=True)
    return history


if __name__ == "__main__":
    sys.exit(main())
