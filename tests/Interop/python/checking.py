"""Loads one case of the other side, in each form, and compares it with what that side said of it."""

import h5py
import keras
import models
import numpy as np
import record
from keras.src.legacy.saving import legacy_h5_format

# What Keras takes from the old form, whoever wrote it.
OLD_SETTINGS = ("optimizer", "loss", "metrics", "weighted_metrics")


class Check:
    def __init__(self, case, said, rows=None):
        """rows is the number of rows that the side that said it gives a model that its data built: in Keras that of the first batch, in
        .NET any."""
        self.said = said
        self.original = case.make()
        if said["weights"] is not None and not self.original.built:
            self.original.build((rows, *said["x"]["shape"][1:]))
        self.config = models.plain(self.original)

    def archive(self, path, again=None, train=True):
        """A .keras file; saved again under another path, if wanted, before it is trained."""
        model = keras.saving.load_model(path)
        if again is not None:
            again.parent.mkdir(parents=True, exist_ok=True)
            model.save(again)
        problems = self._configs(model)
        errors = self._values(model)
        return errors | (self._training(model) if train else {}), problems

    def weights(self, path):
        """A .weights.h5 file, into a model that was made here."""
        if self.said["optimizer"] is not None:
            self.original.optimizer.build(self.original.trainable_variables)
        self.original.load_weights(path)
        return self._values(self.original), []

    def old_weights(self, path):
        """The weights alone in the form of Keras 2, into a model that was made here and has none of them yet."""
        self.original.set_weights([np.zeros_like(w) for w in self.original.get_weights()])
        self.original.load_weights(path)
        return self._values(self.original, with_state=False), []

    def old_model(self, path):
        """
        A whole model in the form of Keras 2. Keras 3 itself builds the optimizer of such a file for no weights, so that it can neither take
        its state nor train on; so the state is read by Keras's reader and set by hand.
        """
        model = keras.saving.load_model(path)
        problems = self._configs(model, OLD_SETTINGS)
        if self.said["optimizer"] is None:
            return self._values(model), problems
        with h5py.File(path) as file:
            stored = [np.array(dataset) for dataset in legacy_h5_format.load_optimizer_weights_from_hdf5_group(file)]
        model.compile_from_config(model.get_compile_config())
        model.optimizer.build(model.trainable_variables)
        for variable, value in zip(model.optimizer.variables, stored, strict=True):
            variable.assign(value)
        return self._values(model), problems

    def _configs(self, model, settings=None):
        got, wanted = ({**c, "compile": {k: v for k, v in c["compile"].items() if settings is None or k in settings}}
            for c in (models.plain(model), self.config))
        found = record.difference(got, wanted)
        return [f"config: {found}"] if found else []

    def _values(self, model, with_state=True):
        errors = {}
        if self.said["weights"] is not None:
            errors["weights"] = record.largest(model.get_weights(), self.said["weights"])
            errors["predictions"] = record.distance(models.predict(model, record.numpy(self.said["x"])), self.said["predictions"])
        if with_state and self.said["optimizer"] is not None:
            errors["optimizer"] = record.largest(models.state(model.optimizer), self.said["optimizer"])
        return errors

    def _training(self, model):
        if self.said["logs"] is None:
            return {}
        history = models.train(model, record.numpy(self.said["x"]), record.numpy(self.said["y"]))
        return {"losses": record.curves(history, self.said["logs"])}
