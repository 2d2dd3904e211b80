"""A network of two layers, from nothing but arrays."""

from math import sqrt

from swnd import nd

PIXELS = 64
CLASSES = 10


class Network:
    """Turns images into scores: one number for each class, the largest for the one it reads."""

    def __init__(self, hidden=256, ctx=None):
        def weights(rows, columns):
            # With this deviation the activations of a layer vary as much as those before it.
            return nd.random.normal(0, sqrt(2 / rows), shape=(rows, columns), ctx=ctx)

        self.parameters = [
            weights(PIXELS, hidden),
            nd.zeros(hidden, ctx=ctx),
            weights(hidden, CLASSES),
            nd.zeros(CLASSES, ctx=ctx),
        ]
        for parameter in self.parameters:
            parameter.attach_grad()

    def __call__(self, images):
        w1, b1, w2, b2 = self.parameters
        hidden = nd.relu(nd.dot(images, w1) + b1)
        return nd.dot(hidden, w2) + b2

    def read(self, images):
        """The class that each image seems to show."""
        return nd.argmax(self(images), axis=1)
