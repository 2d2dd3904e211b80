"""The picture of a training: curves, and the digits that were misread."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import MaxNLocator, PercentFormatter  # noqa: E402

from parts.digits import SIDE  # noqa: E402

BLUE, ORANGE, GREY = "#2b6cb0", "#dd6b20", "#4a5568"
SHOWN = 8  # misread digits, at most
STYLE = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelcolor": GREY,
    "axes.edgecolor": "#a0aec0",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#e2e8f0",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "legend.frameon": False,
}


def save(path, history, held_out, answers):
    """Draws to `path`. `history` has a Progress for each epoch, `answers` what was read."""
    with plt.style.context(STYLE):
        figure = plt.figure(figsize=(10, 6.4), dpi=150)
        upper, lower = figure.subfigures(2, 1, height_ratios=[2, 1])
        left, right = upper.subplots(1, 2)
        _draw_loss(left, history)
        _draw_accuracy(right, history)
        upper.subplots_adjust(left=0.07, right=0.97, top=0.9, bottom=0.16, wspace=0.2)
        _draw_misread(lower, held_out, answers)
        figure.savefig(path)
        plt.close(figure)


def _epochs(axes, history):
    axes.set_xlabel("epoch")
    axes.set_xlim(1, max(2, len(history)))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return range(1, len(history) + 1)


def _draw_loss(axes, history):
    axes.set_title("Loss: cross entropy while training")
    axes.plot(_epochs(axes, history), [progress.loss for progress in history], color=BLUE)
    axes.set_yscale("log")


def _draw_accuracy(axes, history):
    axes.set_title("Accuracy: digits read right")
    epochs = _epochs(axes, history)
    axes.plot(epochs, [p.training_accuracy for p in history], color=BLUE, label="training")
    axes.plot(epochs, [p.held_out_accuracy for p in history], color=ORANGE, label="held out")
    axes.set_ylim(0.9, 1.003)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.legend(loc="lower right")


def _draw_misread(figure, held_out, answers):
    images, labels = held_out.images.asnumpy(), held_out.labels.asnumpy().astype(int)
    answers = answers.asnumpy().astype(int)
    (misread,) = (answers != labels).nonzero()
    title = f"Misread: {len(misread)} of {len(labels)} held-out digits"
    figure.suptitle(title, x=0.07, y=0.98, ha="left", fontsize=11)
    for axes, position in zip(figure.subplots(1, SHOWN), misread):
        axes.imshow(images[position].reshape(SIDE, SIDE), cmap="Greys")
        axes.set_title(f"read {answers[position]}, is {labels[position]}")
