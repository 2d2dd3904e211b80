"""Training: the loss, the steps downhill, and how well the network reads after each round."""

import random
from math import cos, pi
from typing import NamedTuple

from swnd import autograd, nd

BATCH = 32
RATE = 0.2  # at the start; it falls to zero along a cosine
MOMENTUM = 0.9
NOISE = 0.3  # added to the pixels, so that the network does not learn images by heart


class Progress(NamedTuple):
    """How the network does after an epoch: a round through all digits."""

    loss: float
    training_accuracy: float
    held_out_accuracy: float


def cross_entropy(scores, labels):
    """How far the network's belief is from the truth, image by image."""
    return -nd.pick(nd.log_softmax(scores), labels)


def accuracy(network, digits):
    """The share of digits that the network reads right."""
    return (network.read(digits.images) == digits.labels).mean().asscalar()


def train(network, training, held_out, epochs, seed):
    """Trains by gradient descent with momentum; yields the progress after each epoch."""
    shuffle = random.Random(seed)
    count = len(training.labels)
    batches = range(0, count, BATCH)
    velocities = [nd.zeros_like(parameter) for parameter in network.parameters]
    for epoch in range(epochs):
        digits = training.taken(shuffle.sample(range(count), count))
        total = nd.zeros(1, ctx=digits.images.context)
        for step, start in enumerate(batches):
            images = digits.images[start : start + BATCH]
            labels = digits.labels[start : start + BATCH]
            noise = nd.random.normal(0, NOISE, shape=images.shape, ctx=images.context)
            with autograd.record():
                loss = cross_entropy(network(images + noise), labels)
            loss.backward()
            total += loss.sum()
            done = (epoch + step / len(batches)) / epochs
            rate = RATE * (1 + cos(pi * done)) / 2
            descend(network.parameters, velocities, rate / len(labels))
        yield Progress(
            total.asscalar() / count, accuracy(network, training), accuracy(network, held_out)
        )


def descend(parameters, velocities, rate):
    """Goes one step downhill."""
    for parameter, velocity in zip(parameters, velocities):
        velocity[:] = MOMENTUM * velocity - rate * parameter.grad
        parameter[:] = parameter + velocity
