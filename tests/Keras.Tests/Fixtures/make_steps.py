"""Custom training steps in the real Keras: curves and final weights, from given initial weights and given noise.

    python make_steps.py        # writes steps.json and steps.npz beside itself

Noise is a part of the inputs, so that both sides see the same. Curves are what `fit` returns, without shuffling.
"""
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES, BATCH, EPOCHS = 44, 8, 2  # the last batch is a partial one
rng = np.random.default_rng(7)
arrays, cases = {}, []


def data(columns, n=SAMPLES):
    return rng.normal(size=(n, columns)).astype("float32")


def seeded(*models):
    """Weights of every model that do not depend on Keras's random numbers."""
    for m in models:
        m.set_weights([(0.3 * rng.normal(size=w.shape)).astype("float32") for w in m.get_weights()])


def record(name, model, models, x, y=None, epochs=EPOCHS, **more):
    initial = [[f"{name}_{i}_{j}_initial" for j in range(len(m.get_weights()))] for i, m in enumerate(models)]
    for i, m in enumerate(models):
        for j, w in enumerate(m.get_weights()):
            arrays[initial[i][j]] = w
    arrays[f"{name}_x"] = x
    if y is not None:
        arrays[f"{name}_y"] = y
    history = model.fit(x, y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0)
    final = [[n.replace("_initial", "_final") for n in names] for names in initial]
    for i, m in enumerate(models):
        for j, w in enumerate(m.get_weights()):
            arrays[final[i][j]] = w
    cases.append({
        "name": name, "batch": BATCH, "epochs": epochs, "x": f"{name}_x", "y": None if y is None else f"{name}_y",
        "initial": initial, "final": final, "history": {k: [float(v) for v in values] for k, values in history.history.items()}, **more})
    print(name, history.history)


class Tracked(keras.Model):
    """A model whose step reports means."""

    def __init__(self, *names):
        super().__init__()
        self.means = {n: keras.metrics.Mean(name=n) for n in names}

    @property
    def metrics(self):
        return list(self.means.values())

    def tell(self, **values):
        for n, v in values.items():
            self.means[n].update_state(v)
        return {n: m.result() for n, m in self.means.items()}


def inputs(batch):
    return batch[0] if isinstance(batch, tuple) else batch


# A GAN, as in Keras's guide: two optimizers, the generator's step reads the updated discriminator.
class Gan(Tracked):
    def __init__(self, generator, discriminator, features, latent):
        super().__init__("d_loss", "g_loss")
        self.generator, self.discriminator, self.features, self.latent = generator, discriminator, features, latent
        self.d_optimizer = keras.optimizers.Adam(0.003)
        self.g_optimizer = keras.optimizers.Adam(0.002)
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)

    def split(self, x):
        f, l = self.features, self.latent
        return x[:, :f], x[:, f:f + l], x[:, f + l:f + 2 * l]

    def train_step(self, batch):
        real, noise, again = self.split(inputs(batch))
        n = ops.shape(real)[0]
        with tf.GradientTape() as tape:
            fake = self.generator(noise, training=True)
            d_loss = self.bce(ops.ones((n, 1)), self.discriminator(self.images(real), training=True)) \
                + self.bce(ops.zeros((n, 1)), self.discriminator(fake, training=True))
        w = self.discriminator.trainable_weights
        self.d_optimizer.apply(tape.gradient(d_loss, w), w)
        with tf.GradientTape() as tape:
            g_loss = self.bce(ops.ones((n, 1)), self.discriminator(self.generator(again, training=True), training=True))
        w = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(g_loss, w), w)
        return self.tell(d_loss=d_loss, g_loss=g_loss)

    def images(self, real):
        return real


generator = keras.Sequential([keras.Input((4,)), layers.Dense(16, activation="relu"), layers.Dense(8)])
discriminator = keras.Sequential([keras.Input((8,)), layers.Dense(16, activation="leaky_relu"), layers.Dense(1)])
seeded(generator, discriminator)
gan = Gan(generator, discriminator, 8, 4)
gan.compile()
record("gan", gan, [generator, discriminator], data(16))


class ConvolutionalGan(Gan):
    def images(self, real):
        return ops.reshape(real, (-1, 4, 4, 1))


generator = keras.Sequential([
    keras.Input((3,)), layers.Dense(16), layers.Reshape((2, 2, 4)),
    layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="leaky_relu"),
    layers.Conv2D(1, 3, padding="same", activation="tanh")])
discriminator = keras.Sequential([
    keras.Input((4, 4, 1)), layers.Conv2D(4, 3, strides=2, padding="same", activation="leaky_relu"), layers.Flatten(), layers.Dense(1)])
seeded(generator, discriminator)
gan = ConvolutionalGan(generator, discriminator, 16, 3)
gan.compile()
record("dcgan", gan, [generator, discriminator], data(22))


class WassersteinGan(Tracked):
    """WGAN-GP: the gradient of a gradient."""

    def __init__(self, generator, critic):
        super().__init__("c_loss", "g_loss", "penalty")
        self.generator, self.critic = generator, critic
        self.c_optimizer = keras.optimizers.RMSprop(0.001)
        self.g_optimizer = keras.optimizers.Adam(0.002, beta_1=0.5)

    def train_step(self, batch):
        x = inputs(batch)
        real, noise, again, share = x[:, :6], x[:, 6:9], x[:, 9:12], ops.sigmoid(x[:, 12:13])
        with tf.GradientTape() as tape:
            fake = self.generator(noise, training=True)
            mixed = real + share * (fake - real)
            with tf.GradientTape() as inner:
                inner.watch(mixed)
                score = self.critic(mixed, training=True)
            norm = ops.sqrt(ops.sum(ops.square(inner.gradient(score, mixed)), axis=1))
            penalty = ops.mean(ops.square(norm - 1.0))
            c_loss = ops.mean(self.critic(fake, training=True)) - ops.mean(self.critic(real, training=True)) + 10.0 * penalty
        w = self.critic.trainable_weights
        self.c_optimizer.apply(tape.gradient(c_loss, w), w)
        with tf.GradientTape() as tape:
            g_loss = -ops.mean(self.critic(self.generator(again, training=True), training=True))
        w = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(g_loss, w), w)
        return self.tell(c_loss=c_loss, g_loss=g_loss, penalty=penalty)


generator = keras.Sequential([keras.Input((3,)), layers.Dense(12, activation="relu"), layers.Dense(6)])
critic = keras.Sequential([keras.Input((6,)), layers.Dense(12, activation="leaky_relu"), layers.Dense(10, activation="tanh"),
    layers.Dense(1)])
seeded(generator, critic)
wgan = WassersteinGan(generator, critic)
wgan.compile()
record("wgan_gp", wgan, [generator, critic], data(13))


class Vae(Tracked):
    def __init__(self, encoder, decoder):
        super().__init__("loss", "reconstruction_loss", "kl_loss")
        self.encoder, self.decoder = encoder, decoder

    def losses_of(self, batch):
        x = inputs(batch)
        image, noise = ops.sigmoid(x[:, :8]), x[:, 8:10]
        code = self.encoder(image)
        mean, log_variance = code[:, :2], code[:, 2:]
        decoded = self.decoder(mean + ops.exp(0.5 * log_variance) * noise)
        reconstruction = ops.mean(ops.sum(keras.losses.binary_crossentropy(image[..., None], decoded[..., None]), axis=1))
        kl = ops.mean(ops.sum(-0.5 * (1 + log_variance - ops.square(mean) - ops.exp(log_variance)), axis=1))
        return reconstruction + kl, reconstruction, kl

    def train_step(self, batch):
        with tf.GradientTape() as tape:
            total, reconstruction, kl = self.losses_of(batch)
        w = self.trainable_weights
        self.optimizer.apply(tape.gradient(total, w), w)
        return self.tell(loss=total, reconstruction_loss=reconstruction, kl_loss=kl)

    def test_step(self, batch):
        total, reconstruction, kl = self.losses_of(batch)
        return self.tell(loss=total, reconstruction_loss=reconstruction, kl_loss=kl)


encoder = keras.Sequential([keras.Input((8,)), layers.Dense(12, activation="relu"), layers.Dense(4)])
decoder = keras.Sequential([keras.Input((2,)), layers.Dense(12, activation="relu"), layers.Dense(8, activation="sigmoid")])
seeded(encoder, decoder)
vae = Vae(encoder, decoder)
vae.compile(optimizer=keras.optimizers.Adam(0.004))
x = data(10)
record("vae", vae, [encoder, decoder], x)
cases[-1]["evaluation"] = dict(vae.evaluate(x, batch_size=BATCH, verbose=0, return_dict=True))


class Distiller(keras.Model):
    """Keras's example: the loss is replaced, not the step."""

    def __init__(self, teacher, student):
        super().__init__()
        self.teacher, self.student = teacher, student

    def call(self, x):
        return self.student(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        teacher = self.teacher(x, training=False)
        hard = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, y_pred)
        soft = keras.losses.KLDivergence()(ops.softmax(teacher / 3.0), ops.softmax(y_pred / 3.0)) * 9.0
        return 0.1 * hard + 0.9 * soft


teacher = keras.Sequential([keras.Input((5,)), layers.Dense(16, activation="relu"), layers.Dense(3)])
student = keras.Sequential([keras.Input((5,)), layers.Dense(4, activation="relu"), layers.Dense(3)])
seeded(teacher, student)
teacher.trainable = False
distiller = Distiller(teacher, student)
distiller.compile(keras.optimizers.SGD(0.05, momentum=0.9), metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")])
record("distillation", distiller, [teacher, student], data(5), rng.integers(0, 3, size=(SAMPLES,)).astype("int32"))


class Contrastive(Tracked):
    """NT-Xent over two views of each sample; full batches only."""

    def __init__(self, encoder):
        super().__init__("loss")
        self.encoder = encoder

    def train_step(self, batch):
        x = inputs(batch)
        with tf.GradientTape() as tape:
            a, b = (v / ops.sqrt(ops.sum(ops.square(v), axis=1, keepdims=True)) for v in (self.encoder(x[:, :6]), self.encoder(x[:, 6:])))
            similar = ops.matmul(a, ops.transpose(b)) / 0.2
            labels = ops.arange(ops.shape(similar)[0])
            loss = 0.5 * (ops.mean(keras.losses.sparse_categorical_crossentropy(labels, similar, from_logits=True))
                          + ops.mean(keras.losses.sparse_categorical_crossentropy(labels, ops.transpose(similar), from_logits=True)))
        w = self.encoder.trainable_weights
        self.optimizer.apply(tape.gradient(loss, w), w)
        return self.tell(loss=loss)


encoder = keras.Sequential([keras.Input((6,)), layers.Dense(16, activation="relu"), layers.Dense(5)])
seeded(encoder)
contrastive = Contrastive(encoder)
contrastive.compile(keras.optimizers.AdamW(0.005, weight_decay=0.01))
record("contrastive", contrastive, [encoder], data(12, 40))


np.savez_compressed(HERE / "steps.npz", **arrays)
(HERE / "steps.json").write_text(json.dumps({"keras": keras.__version__, "cases": cases}, indent=1) + "\n")
