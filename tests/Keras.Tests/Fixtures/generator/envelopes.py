"""envelopes: the serialized form of every class that has a config, as it stands in a file."""

import json

import keras

from .config_cases import GROUPS


def make(store):
    for group, makers in GROUPS.items():
        store.doc[group] = [written(maker) for maker in makers]


def written(maker):
    """The very text, because 2 and 2.0 are not the same to Keras, and because infinities are bare words."""
    keras.utils.clear_session()
    return json.dumps(keras.saving.serialize_keras_object(maker()))
