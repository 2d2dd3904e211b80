"""The picture of a training: curves, and the digits that are hardest to read."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy
from matplotlib.ticker import MaxNLocator, PercentFormatter

from parts.digits import SIDE

BLUE, ORANGE, GREY, PALE = "#2b6cb0", "#dd6b20", "#4a5568", "#cbd5e0"
HARDEST = 10  # how many digits are shown
STYLE = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelcolor": GREY,
    "axes.edgecolor": PALE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#edf2f7",
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": GREY,
    "ytick.labelcolor": GREY,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
}


def save(path, history, held_out, probabilities):
    """Draws to `path`.

    `history` has a Progress for each epoch; `probabilities` is what the trained network believes,
    a row for each digit that was held out.
    """
    with plt.style.context(STYLE):
        figure = plt.figure(figsize=(10, 6), dpi=150)
        upper, lower = figure.subfigures(2, 1, height_ratios=[2.6, 1])
        left, right = upper.subplots(1, 2)
        upper.subplots_adjust(left=0.06, right=0.96, top=0.91, bottom=0.14, wspace=0.16)
        _draw_loss(left, history)
        _draw_accuracy(right, history)
        _draw_hardest(lower, held_out, probabilities)
        figure.savefig(path)
        plt.close(figure)


def _epochs(axes, history):
    """The horizontal axis."""
    axes.set_xlabel("epoch")
    axes.set_xlim(1, max(2, len(history)))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    return range(1, len(history) + 1)


def _draw_loss(axes, history):
    axes.set_title("Loss while training (cross entropy)")
    axes.plot(_epochs(axes, history), [progress.loss for progress in history], color=BLUE)
    axes.set_ylim(bottom=0)


def _draw_accuracy(axes, history):
    axes.set_title("Digits read right")
    epochs = _epochs(axes, history)
    training = [progress.training_accuracy for progress in history]
    held_out = [progress.held_out_accuracy for progress in history]
    axes.plot(epochs, training, color=BLUE, label="trained with")
    axes.plot(epochs, held_out, color=ORANGE, label=f"held out: {held_out[-1]:.1%} at the end")
    axes.set_ylim(min(0.9, held_out[-1] - 0.05), 1.002)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.legend(loc="lower right")


def _draw_hardest(figure, held_out, probabilities):
    """Misread digits first, then those that were read right with the least certainty."""
    images, labels = held_out.images.asnumpy(), held_out.labels.asnumpy().astype(int)
    probabilities = probabilities.asnumpy()
    read = probabilities.argmax(axis=1)
    certainty = probabilities[range(len(labels)), labels]
    misread = (read != labels).sum()
    title = f"{misread} of {len(labels)} held-out digits are misread"
    if misread < HARDEST:
        title += "; after them, those read right with the least certainty"
    figure.text(0.06, 0.86, title, fontsize=11)
    row = figure.subplots(1, HARDEST)
    figure.subplots_adjust(left=0.06, right=0.96, top=0.68, bottom=0.06, wspace=0.3)
    for axes, place in zip(row, numpy.lexsort((certainty, read == labels))):
        wrong = read[place] != labels[place]
        axes.imshow(images[place].reshape(SIDE, SIDE), cmap="Greys", vmin=0, vmax=1)
        axes.set_title(
            f"read {read[place]}, is {labels[place]}" if wrong else f"read {read[place]}",
            color=ORANGE if wrong else GREY,
            fontsize=9,
            loc="center",
            pad=5,
        )
        axes.set(xticks=[], yticks=[])
        axes.grid(False)
        axes.spines[:].set_visible(True)
        axes.spines[:].set_color(ORANGE if wrong else PALE)
