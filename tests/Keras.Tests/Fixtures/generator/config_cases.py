"""Objects of every class that has a config, each with its defaults and with other arguments; `configs.py` tells what is stored of them."""

from keras import DTypePolicy
from keras import constraints as c
from keras import initializers as i
from keras import layers as l
from keras import losses as o
from keras import metrics as m
from keras import models
from keras import optimizers as p
from keras import regularizers as r
from keras.src.activations import ALL_OBJECTS_DICT

from . import windows  # noqa: F401

s = p.schedules
INF = float("inf")
# threshold cannot be named without its arguments.
ACTIVATIONS = sorted(name for name in ALL_OBJECTS_DICT if isinstance(name, str) and name != "threshold")


def loss_cases(cls, *others):
    """The arguments that all losses have, and those of the class in `others`."""
    common = [{}, {"reduction": "sum", "name": "mine"}, {"reduction": None}, {"reduction": "mean"}, {"reduction": "none"},
              {"reduction": "mean_with_sample_weight"}, {"dtype": "float64"}]
    return [lambda kwargs=kwargs: cls(**kwargs) for kwargs in (*common, *others)]


def metric_cases(cls, *others, **required):
    """The arguments that all metrics have, and those of the class in `others`."""
    common = [{}, {"name": "mine"}, {"name": "mine", "dtype": "float64"}, {"dtype": "float16"}]
    return [lambda kwargs=kwargs: cls(**{**required, **kwargs}) for kwargs in (*common, *others)]


def optimizer_cases(cls, *others):
    """The arguments that all optimizers have, and those of the class in `others`."""
    common = [
        {}, {"learning_rate": 0.1, "name": "mine"}, {"learning_rate": 1.0}, {"learning_rate": 3e-05, "weight_decay": 0.25},
        {"clipnorm": 1.0},
        {"clipvalue": 0.5}, {"global_clipnorm": 2.5}, {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 10},
        {"loss_scale_factor": 1024.0, "gradient_accumulation_steps": 4}, {"learning_rate": s.ExponentialDecay(0.1, 100, 0.5)},
    ]
    return [lambda kwargs=kwargs: cls(**kwargs) for kwargs in (*common, *others)]


def layer_cases(cls, *others, **required):
    """The arguments that all layers have, and those of the class in `others`."""
    common = [{}, {"name": "mine"}, {"trainable": False}, {"dtype": "float64"}, {"dtype": "mixed_float16"},
        {"dtype": DTypePolicy("mixed_bfloat16")},
              {"activity_regularizer": r.L1L2(0.1, 0.2)}]
    return [lambda kwargs=kwargs: cls(**{**required, **kwargs}) for kwargs in (*common, *others)]


LAYERS = [
    lambda: l.InputLayer((28, 28)), lambda: l.InputLayer((4,), batch_size=2, dtype="int32", name="in"), lambda: l.InputLayer(()),
    lambda: l.InputLayer(batch_shape=(None, 3)), lambda: l.InputLayer((None, 3), dtype="uint8"), lambda: l.InputLayer((3,), dtype="bool"),
    *layer_cases(l.Flatten, {"data_format": "channels_first"}), lambda: l.Flatten(input_shape=(28, 28)),
    *layer_cases(
        l.Dense, {"activation": "softmax"}, {"activation": None, "use_bias": False},
        {"kernel_initializer": "he_normal", "bias_initializer": "ones"},
        {"kernel_initializer": i.RandomNormal(0.5, 0.25, seed=7), "bias_initializer": i.Constant(0.1)},
        {"kernel_initializer": i.VarianceScaling(2.0, "fan_out", "uniform", seed=3)},
        {"kernel_regularizer": "l2", "bias_regularizer": "l1"},
        {"kernel_regularizer": r.L1L2(0.25, 0.1), "bias_regularizer": r.OrthogonalRegularizer(0.1, "columns")},
        {"kernel_constraint": "non_neg", "bias_constraint": c.MinMaxNorm(0.5, 2.0, 0.9, 1)},
        {"kernel_constraint": c.MaxNorm(3.0, axis=[0, 1])},
        {"lora_rank": 2}, {"lora_rank": 2, "lora_alpha": 4}, {"lora_rank": 2, "lora_alpha": 0.5}, units=3),
    *layer_cases(l.Dropout, {"rate": 0.0}, {"rate": 1.0}, {"rate": 0.25, "noise_shape": (None, 1), "seed": 3}, rate=0.5),
    *layer_cases(l.Activation, {"activation": "softmax"}, {"activation": None}, activation="relu"),
    *(lambda name=name: l.Activation(name) for name in ACTIVATIONS), lambda: l.Activation("relu", name="größe_層 \"1\"\n😀"),
]
LAYERS += [
    *(f for cls in (l.Add, l.Average, l.Maximum, l.Minimum, l.Multiply, l.Subtract)
        for f in (lambda cls=cls: cls(), lambda cls=cls: cls(name="mine"))),
    lambda: l.Concatenate(), lambda: l.Concatenate(1, name="mine"), lambda: l.Dot(1), lambda: l.Dot((1, -1), True, name="mine"),
]
LAYERS += [
    lambda: l.Identity(), lambda: l.Masking(), lambda: l.Masking(-1.0, name="mine"), lambda: l.Reshape((2, -1)), lambda: l.RepeatVector(3),
    lambda: l.Permute((2, 1)),
    lambda: l.Cropping1D(2), lambda: l.Cropping1D((1, 2)), lambda: l.Cropping2D(),
    lambda: l.Cropping2D(((1, 2), (3, 4)), data_format="channels_first"), lambda: l.Cropping3D(),
    lambda: l.Cropping3D((1, 2, 3)), lambda: l.ZeroPadding1D(), lambda: l.ZeroPadding1D((1, 2)), lambda: l.ZeroPadding2D((1, 2)),
    lambda: l.ZeroPadding2D(((1, 2), (3, 4))),
    lambda: l.ZeroPadding3D(), lambda: l.ZeroPadding3D(2, data_format="channels_first"), lambda: l.UpSampling1D(),
    lambda: l.UpSampling1D(3), lambda: l.UpSampling2D(),
    lambda: l.UpSampling2D((3, 1), "channels_first", "bilinear"), lambda: l.UpSampling3D(), lambda: l.UpSampling3D((1, 2, 3)),
    lambda: l.ReLU(), lambda: l.ReLU(6.0, 0.1, 0.5), lambda: l.LeakyReLU(), lambda: l.LeakyReLU(0.1), lambda: l.ELU(),
    lambda: l.ELU(0.5, name="mine"), lambda: l.Softmax(),
    lambda: l.Softmax([1, 2]), lambda: l.PReLU(), lambda: l.PReLU("ones", r.L2(0.1), c.NonNeg(), [1, 2]),
    lambda: l.ActivityRegularization(), lambda: l.ActivityRegularization(0.1, 0.2), lambda: l.GaussianNoise(0.1),
    lambda: l.GaussianNoise(0.1, 7), lambda: l.GaussianDropout(0.1),
    lambda: l.GaussianDropout(0.1, 7), lambda: l.AlphaDropout(0.1), lambda: l.AlphaDropout(0.1, (None, 1), 7),
    lambda: l.SpatialDropout1D(0.1), lambda: l.SpatialDropout1D(0.1, 7, "mine"),
    lambda: l.SpatialDropout2D(0.1), lambda: l.SpatialDropout2D(0.1, "channels_first", 7), lambda: l.SpatialDropout3D(0.2),
    *(f for cls in (l.MaxPooling1D, l.MaxPooling2D, l.MaxPooling3D, l.AveragePooling1D, l.AveragePooling2D, l.AveragePooling3D)
      for f in (lambda cls=cls: cls(2), lambda cls=cls: cls(3, 1, "same", "channels_first", name="mine"))),
    *(f for cls in (l.GlobalMaxPooling1D, l.GlobalMaxPooling2D, l.GlobalMaxPooling3D, l.GlobalAveragePooling1D, l.GlobalAveragePooling2D,
        l.GlobalAveragePooling3D)
      for f in (lambda cls=cls: cls(), lambda cls=cls: cls("channels_first", True, name="mine"))),
    *(f for cls in (l.AdaptiveMaxPooling1D, l.AdaptiveMaxPooling2D, l.AdaptiveMaxPooling3D, l.AdaptiveAveragePooling1D,
        l.AdaptiveAveragePooling2D, l.AdaptiveAveragePooling3D)
      for f in (lambda cls=cls: cls(2), lambda cls=cls: cls(3, "channels_first", name="mine"))),
]
LAYERS += [
    *layer_cases(
        l.Embedding, {"embeddings_initializer": "ones", "embeddings_regularizer": "l2", "embeddings_constraint": "non_neg"},
        {"mask_zero": True},
        {"lora_rank": 2}, {"activity_regularizer": "l1"}, input_dim=10, output_dim=4),
    *layer_cases(
        l.ReversibleEmbedding, {"tie_weights": False, "reverse_dtype": "float32", "logit_soft_cap": 30.0}, {"mask_zero": True},
        input_dim=10, output_dim=4),
    *layer_cases(
        l.EinsumDense, {"output_shape": (None, 5), "bias_axes": "d"},
        {"activation": "relu", "kernel_initializer": "he_normal", "bias_initializer": "ones"},
        {"kernel_regularizer": "l2", "bias_regularizer": "l1", "kernel_constraint": "non_neg", "bias_constraint": "unit_norm"},
        {"lora_rank": 2, "lora_alpha": 4},
        {"activity_regularizer": "l1"}, equation="abc,cd->abd", output_shape=(3, 4)),
    *layer_cases(
        l.MultiHeadAttention, {"value_dim": 3, "dropout": 0.1, "use_bias": False, "use_gate": True, "seed": 3},
        {"output_shape": 5, "attention_axes": 1},
        {"output_shape": (2, 3), "attention_axes": (1, -2), "sliding_window": 2},
        {"kernel_regularizer": "l2", "activity_regularizer": "l1", "bias_constraint": "non_neg"},
        num_heads=2, key_dim=4),
    *layer_cases(
        l.GroupQueryAttention, {"dropout": 0.1, "use_bias": False, "use_gate": True, "seed": 3}, {"sliding_window": 2},
        {"kernel_regularizer": "l2", "activity_regularizer": "l1", "bias_constraint": "non_neg"}, head_dim=4, num_query_heads=4,
        num_key_value_heads=2),
    *layer_cases(l.Attention, {"use_scale": True, "score_mode": "concat", "dropout": 0.1, "seed": 2}),
    *layer_cases(l.AdditiveAttention, {"use_scale": False, "dropout": 0.1, "seed": 2}),
    *layer_cases(
        l.LayerNormalization, {"axis": [1, 2], "epsilon": 1e-05}, {"axis": [1]}, {"center": False, "scale": False}, {"rms_scaling": True},
        {"beta_initializer": "ones", "gamma_initializer": "zeros", "beta_regularizer": "l1", "gamma_regularizer": "l2",
            "beta_constraint": "non_neg", "gamma_constraint": "unit_norm"}),
    *layer_cases(
        l.GroupNormalization, {"groups": 2, "axis": 1, "epsilon": 1e-05}, {"groups": -1, "center": False, "scale": False},
        {"beta_initializer": "ones", "gamma_initializer": "zeros", "beta_regularizer": "l1", "gamma_regularizer": "l2",
            "beta_constraint": "non_neg", "gamma_constraint": "unit_norm"}),
    *layer_cases(l.RMSNormalization, {"axis": [1, 2], "epsilon": 0.001}, {"axis": [-1]}),
    *layer_cases(l.UnitNormalization, {"axis": [1, 2]}, {"axis": 1}),
    lambda: l.Softmax([-1]),
]
CONVOLUTIONS = ({"strides": 2, "padding": "same"}, {"dilation_rate": 2, "data_format": "channels_first"},
    {"activation": "relu", "use_bias": False},
                {"bias_initializer": "ones", "bias_regularizer": r.L1(0.1), "bias_constraint": c.NonNeg()}, {"padding": "SAME"})
KERNEL = {"kernel_initializer": i.HeNormal(seed=3), "kernel_regularizer": "l2", "kernel_constraint": c.MaxNorm(3.0, axis=[0, 1, 2])}
LORA = ({"lora_rank": 2}, {"lora_rank": 2, "lora_alpha": 4}, {"lora_rank": 2, "lora_alpha": 0.5})
DEPTHWISE = {"depth_multiplier": 2, "depthwise_initializer": "he_normal", "depthwise_regularizer": "l2", "depthwise_constraint": "non_neg"}
POINTWISE = {"pointwise_initializer": i.LecunNormal(), "pointwise_regularizer": r.L1L2(0.1, 0.2), "pointwise_constraint": c.UnitNorm()}
LAYERS += [
    *(f for cls in (l.Conv1D, l.Conv2D, l.Conv3D) for f in layer_cases(cls, *CONVOLUTIONS, {"groups": 2}, KERNEL, *LORA, filters=4,
        kernel_size=3)),
    lambda: l.Conv1D(2, [2], padding="causal"), lambda: l.Conv2D(2, (1, 2), (3, 4)),
    lambda: l.Conv3D(2, (1, 2, 3), dilation_rate=(3, 2, 1)),
    *(f for cls in (l.Conv1DTranspose, l.Conv2DTranspose, l.Conv3DTranspose)
      for f in layer_cases(cls, *CONVOLUTIONS, {"strides": 3, "output_padding": 1}, {"output_padding": 0}, KERNEL, filters=4,
          kernel_size=3)),
    lambda: l.Conv2DTranspose(2, (1, 2), (3, 4), output_padding=(0, 1)),
    *(f for cls in (l.DepthwiseConv1D, l.DepthwiseConv2D) for f in layer_cases(cls, *CONVOLUTIONS, DEPTHWISE,
        {"strides": 2, "dilation_rate": 2}, kernel_size=3)),
    *(f for cls in (l.SeparableConv1D, l.SeparableConv2D) for f in layer_cases(cls, *CONVOLUTIONS, {**DEPTHWISE, **POINTWISE}, filters=4,
        kernel_size=3)),
]
LAYERS += [
    *layer_cases(l.BatchNormalization, {"axis": 1}, {"momentum": 0.5, "epsilon": 1e-5}, {"center": False, "scale": False},
        {"synchronized": True},
                 {"beta_initializer": "ones", "gamma_initializer": i.RandomNormal(1.0), "moving_mean_initializer": i.Constant(0.5),
                     "moving_variance_initializer": "zeros"},
                 {"beta_regularizer": "l1", "gamma_regularizer": r.L2(0.1), "beta_constraint": "non_neg",
                     "gamma_constraint": c.MaxNorm(3.0)},
                 {"renorm": True}, {"renorm": True, "renorm_clipping": {"rmax": 3.0, "rmin": 0.25, "dmax": 5.0}, "renorm_momentum": 0.9},
                 {"renorm": True, "renorm_clipping": {"dmax": 1.0}}),
    lambda: l.SpectralNormalization(l.Dense(3)), lambda: l.SpectralNormalization(l.Conv2D(3, 2, name="inside"), 4, name="mine"),
    lambda: l.SpectralNormalization(l.Dense(3), trainable=False, dtype="mixed_float16"),
]
LAYERS += [
    *layer_cases(l.Rescaling, {"scale": 2, "offset": [1, 0.5]}, {"offset": 1}, scale=0.5),
    *layer_cases(l.Normalization, {"axis": None}, {"axis": [1, -1]}, {"mean": 3, "variance": 2.0, "invert": True},
        {"mean": [1, 2.0], "variance": [1, 2]}),
    lambda: l.Discretization([0, 1.5]), lambda: l.Discretization(num_bins=3, epsilon=0.1, output_mode="count", dtype="float64",
        name="mine"),
    lambda: l.Discretization([0.5], output_mode="one_hot"),
    *layer_cases(l.CategoryEncoding, {"output_mode": "count"}, {"output_mode": "one_hot", "dtype": "int32"}, num_tokens=4),
    *layer_cases(l.Resizing, {"interpolation": "nearest", "antialias": True},
        {"crop_to_aspect_ratio": True, "data_format": "channels_first"},
                 {"pad_to_aspect_ratio": True, "fill_value": 0.5}, height=3, width=4),
    *layer_cases(l.CenterCrop, {"data_format": "channels_first"}, height=3, width=4),
    *layer_cases(l.RandomFlip, {"mode": "vertical", "seed": 5, "data_format": "channels_first", "bounding_box_format": "xyxy"}),
    *layer_cases(l.RandomRotation, {"factor": (0.1, 0.25), "fill_mode": "constant", "fill_value": 0.5, "interpolation": "nearest",
        "seed": 5}, factor=0.2),
    *layer_cases(l.RandomZoom, {"height_factor": [-0.3, 0.2], "width_factor": 0.5, "fill_mode": "wrap", "seed": 5}, height_factor=0.2),
    *layer_cases(l.RandomTranslation, {"height_factor": (-0.3, 0.25), "fill_mode": "nearest", "interpolation": "nearest"},
        height_factor=0.2, width_factor=0.1),
    *layer_cases(l.RandomShear, {"x_factor": (0.1, 0.2), "y_factor": (0.3, 0.4), "seed": 5}, x_factor=(0.1, 0.3), y_factor=(0.2, 0.3)),
    lambda: l.RandomCrop(3, 4, seed=5), lambda: l.RandomCrop(3, 4, 6, "channels_first", "mine"),
    *(lambda cls=cls, kwargs=kwargs: cls(**kwargs) for cls in (l.RandomContrast, l.RandomBrightness, l.RandomHue, l.RandomSaturation,
        l.RandomColorDegeneration, l.RandomSharpness,
                                                              l.RandomInvert) for kwargs in ({"factor": 0.3},
                                                              {"factor": (0.2, 0.4), "value_range": (0, 1), "seed": 5})),
    lambda: l.RandomGrayscale(), lambda: l.RandomGrayscale(0.25), lambda: l.RandomPosterization(4),
    lambda: l.RandomPosterization([2, 5], value_range=[0, 1], seed=5),
    lambda: l.Solarization(), lambda: l.Solarization(0.2, (0.1, 0.5), (0, 1), 5), lambda: l.AutoContrast(), lambda: l.AutoContrast((0, 1)),
    lambda: l.RandomErasing(), lambda: l.RandomErasing(0.5, (0.1, 0.2), 0.5, (0, 1), 5), lambda: l.RandomGaussianBlur(),
    lambda: l.RandomGaussianBlur(0.5, (5, 3), (0.1, 0.9), (0, 1)),
    lambda: l.MixUp(), lambda: l.MixUp(0.5, seed=5), lambda: l.CutMix(), lambda: l.CutMix((0.2, 0.5), 5),
    lambda: l.MaxNumBoundingBoxes(4, bounding_box_format="xyxy"),
    lambda: l.RandomColorJitter(), lambda: l.RandomColorJitter([0, 1], 0.5, (0.25, 0.5), (0.5, 0.75), 0.25, seed=5,
        data_format="channels_first", name="mine"),
    lambda: l.RandomPerspective(), lambda: l.RandomPerspective((0.25, 0.5), 0.5, "nearest", 1.5, 5, "channels_first",
        bounding_box_format="xyxy"),
    lambda: l.RandomElasticTransform(), lambda: l.RandomElasticTransform(0.5, (0.25, 0.5), "nearest", "wrap", 1.5, (0, 1), 5,
        "channels_first"),
    lambda: l.Equalization(), lambda: l.Equalization([0, 1], 64, "channels_first", bounding_box_format="xyxy"),
    lambda: l.ContrastLimitedAdaptiveHistogramEqualization(),
    lambda: l.ContrastLimitedAdaptiveHistogramEqualization([0, 1], 0.0, (2, 3), "channels_first"),
    lambda: l.AugMix(), lambda: l.AugMix([0, 1], 2, 4, (0.25, 0.5), 0.5, False, "nearest", 5, "channels_first"),
    lambda: l.AugMix(dtype="float16"),
    lambda: l.RandAugment(), lambda: l.RandAugment([0, 1], 4, (0.25, 0.5), "nearest", 5, "channels_first"),
    lambda: l.RandAugment(factor=0.25, dtype="float16"),
    lambda: l.Pipeline([]), lambda: l.Pipeline([l.RandomFlip(seed=5), l.AutoContrast(name="mine"), l.Pipeline([l.Dense(2)])],
        name="several"),
    lambda: l.Hashing(3), lambda: l.Hashing(3, "", [5, 6], name="mine"), lambda: l.Hashing(3, 0, 5, "count"),
    lambda: l.Hashing(3, dtype="int32"),
    lambda: l.HashedCrossing(3), lambda: l.HashedCrossing(3, "one_hot", dtype="float16", name="mine"),
    lambda: l.StringLookup(), lambda: l.StringLookup(9, 2, "", "?", ["a", "ü"], output_mode="multi_hot", pad_to_max_tokens=True, salt=5,
        name="mine"),
    lambda: l.StringLookup(vocabulary=["a", "b"], idf_weights=[0.5, 0.25], output_mode="tf-idf"),
    lambda: l.StringLookup(vocabulary=["a"], invert=True),
    lambda: l.IntegerLookup(), lambda: l.IntegerLookup(9, 2, 0, -5, [3, 4], output_mode="binary", oov_method="farmhash", salt=[5, 6],
        name="mine"),
    lambda: l.TextVectorization(), lambda: l.TextVectorization(9, None, None, 2, "tf_idf", None, True, name="mine"),
    lambda: l.TextVectorization(ngrams=(1, 3), split="character", standardize="lower", output_sequence_length=4, vocabulary=["a", "ü"]),
]
LAYERS += [
    *layer_cases(l.STFTSpectrogram, {"mode": "stft", "frame_length": 8, "frame_step": 3, "fft_length": 16, "expand_dims": True},
                 {"window": None, "scaling": None, "padding": "same", "data_format": "channels_first"},
                 {"window": "hamming", "periodic": True, "scaling": "spectrum"}),
    *layer_cases(l.MelSpectrogram, {"fft_length": 16, "sequence_stride": 4, "sequence_length": 8, "window": "hamming", "sampling_rate": 800,
        "num_mel_bins": 6},
                 {"min_freq": 10.5, "max_freq": 300.0, "power_to_db": False, "mag_exp": 1.0},
                 {"window": None, "top_db": 60.0, "min_power": 1e-8, "ref_power": 2.0}),
]
RECURRENT = [
    {"use_bias": False}, {"dropout": 0.1, "recurrent_dropout": 0.25, "seed": 3},
    {"kernel_initializer": "he_normal", "recurrent_initializer": "ones"},
    {"kernel_regularizer": "l2", "recurrent_regularizer": r.L1(0.1), "bias_regularizer": "l1"},
    {"kernel_constraint": "non_neg", "recurrent_constraint": c.MaxNorm(3.0), "bias_constraint": "unit_norm"}, {"activation": "relu"},
]
SEQUENCES = [{"return_sequences": True, "return_state": True}, {"go_backwards": True, "unroll": True}, {"zero_output_for_mask": True}]
GATES = [{"recurrent_activation": "hard_sigmoid"}]
LAYERS += [
    *layer_cases(l.SimpleRNN, *RECURRENT, *SEQUENCES, units=3), *layer_cases(l.SimpleRNNCell, *RECURRENT, units=3),
    *layer_cases(l.LSTM, *RECURRENT, *SEQUENCES, *GATES, {"unit_forget_bias": False}, units=3),
    *layer_cases(l.LSTMCell, *RECURRENT, *GATES, {"unit_forget_bias": False}, units=3),
    *layer_cases(l.GRU, *RECURRENT, *SEQUENCES, *GATES, {"reset_after": False}, units=3),
    *layer_cases(l.GRUCell, *RECURRENT, *GATES, {"reset_after": False}, units=3),
    *(f for cls in (l.ConvLSTM1D, l.ConvLSTM2D, l.ConvLSTM3D) for f in layer_cases(
        cls, *RECURRENT, *GATES, {"return_sequences": True}, {"strides": 2, "padding": "same"}, {"data_format": "channels_first"},
        filters=2, kernel_size=3)),
    lambda: l.RNN(l.GRUCell(2)), lambda: l.RNN([l.LSTMCell(2), l.LSTMCell(3)], return_sequences=True, name="mine"),
    lambda: l.StackedRNNCells([l.LSTMCell(2), l.GRUCell(3)]), lambda: l.StackedRNNCells([l.SimpleRNNCell(2)], name="mine"),
    lambda: l.TimeDistributed(l.Dense(3)), lambda: l.TimeDistributed(l.Conv2D(3, 2), name="mine"),
    lambda: l.Bidirectional(l.LSTM(3)), lambda: l.Bidirectional(l.GRU(3, return_sequences=True), merge_mode="sum", name="mine"),
    lambda: l.Bidirectional(l.LSTM(3), merge_mode=None, backward_layer=l.LSTM(3, go_backwards=True)),
]
MODELS = [
    lambda: models.Sequential(), lambda: models.Sequential(name="empty"), lambda: models.Sequential(trainable=False),
    lambda: models.Sequential([l.Dense(2, "relu"), l.Flatten()]),
    lambda: models.Sequential([l.Input((3,), batch_size=4), l.Dense(2, "relu"), l.Dropout(0.5), l.Dense(1)], name="built"),
    lambda: models.Sequential([l.Input((3, 4), dtype="uint8", name="image"), l.Flatten(), l.Dense(2, kernel_regularizer=r.L2(0.01))]),
    lambda: models.Sequential([l.Input((3,)), models.Sequential([l.Dense(2), l.Activation("relu")], name="inner"), l.Dense(1)]),
]
LOSSES = [
    *(f for cls in (o.MeanSquaredError, o.MeanAbsoluteError, o.MeanAbsolutePercentageError, o.MeanSquaredLogarithmicError, o.LogCosh,
        o.KLDivergence,
                    o.Poisson, o.Hinge, o.SquaredHinge, o.CategoricalHinge) for f in loss_cases(cls)),
    *loss_cases(o.Huber, {"delta": 0.5}, {"delta": 2.0}), *loss_cases(o.CosineSimilarity, {"axis": 1}, {"axis": -2}),
    *loss_cases(o.CategoricalCrossentropy, {"from_logits": True, "label_smoothing": 0.1, "axis": 1}),
    *loss_cases(o.SparseCategoricalCrossentropy, {"from_logits": True}, {"ignore_class": 2}, {"ignore_class": -1, "axis": 1}),
    *loss_cases(o.BinaryCrossentropy, {"from_logits": True, "label_smoothing": 0.2, "axis": 0}),
    *loss_cases(o.BinaryFocalCrossentropy, {"apply_class_balancing": True, "alpha": 0.5, "gamma": 3.0},
        {"from_logits": True, "label_smoothing": 0.1}),
    *loss_cases(o.CategoricalFocalCrossentropy, {"alpha": 0.5, "gamma": 3.0}, {"from_logits": True, "label_smoothing": 0.1, "axis": 1}),
    *loss_cases(o.CategoricalGeneralizedCrossEntropy, {"q": 0.25}),
    *loss_cases(o.Dice, {"axis": 1}, {"axis": (1, 2)}), *loss_cases(o.Tversky, {"alpha": 0.25, "beta": 0.75, "axis": (1, 2)},
        {"alpha": 1.0}),
    *loss_cases(o.Circle, {"gamma": 64.0, "margin": 0.25, "remove_diagonal": False}),
    *loss_cases(o.CTC, {}),
    lambda: o.CategoricalFocalCrossentropy(alpha=[0.1, 0.2, 0.7]),
]
THRESHOLDS = ({"thresholds": 0.25}, {"thresholds": [0.25, 0.5, 1.0]})
AT = ({"num_thresholds": 50}, {"class_id": 1})
METRICS = [
    *(f for cls in (m.Mean, m.Sum, m.Accuracy, m.CategoricalAccuracy, m.SparseCategoricalAccuracy, m.MeanSquaredError,
        m.RootMeanSquaredError,
                    m.MeanAbsoluteError, m.MeanAbsolutePercentageError, m.MeanSquaredLogarithmicError, m.LogCoshError, m.KLDivergence,
                    m.Poisson,
                    m.Hinge, m.SquaredHinge, m.CategoricalHinge) for f in metric_cases(cls)),
    *metric_cases(m.BinaryAccuracy, {"threshold": 0.75}, {"threshold": 1.0}), *metric_cases(m.TopKCategoricalAccuracy, {"k": 3}),
    *metric_cases(m.SparseTopKCategoricalAccuracy, {"k": 2}, {"from_sorted_ids": True}),
    *metric_cases(m.BinaryCrossentropy, {"from_logits": True, "label_smoothing": 0.1}),
    *metric_cases(m.CategoricalCrossentropy, {"from_logits": True, "label_smoothing": 0.1, "axis": 1}),
    *metric_cases(m.SparseCategoricalCrossentropy, {"from_logits": True, "ignore_class": 3, "axis": 1}),
    *metric_cases(m.CosineSimilarity, {"axis": 1}),
    *(f for cls in (m.TruePositives, m.FalsePositives, m.TrueNegatives, m.FalseNegatives) for f in metric_cases(cls, *THRESHOLDS)),
    *(f for cls in (m.Precision, m.Recall) for f in metric_cases(cls, *THRESHOLDS, {"top_k": 2}, {"class_id": 1})),
    *metric_cases(m.SensitivityAtSpecificity, *AT, specificity=0.5), *metric_cases(m.SpecificityAtSensitivity, *AT, sensitivity=0.25),
    *metric_cases(m.PrecisionAtRecall, *AT, recall=0.5), *metric_cases(m.RecallAtPrecision, *AT, precision=1.0),
    *metric_cases(m.AUC, {"num_thresholds": 50, "curve": "PR", "summation_method": "minoring"},
        {"summation_method": "majoring", "from_logits": True},
                  {"thresholds": [0.25, 0.5]}, {"multi_label": True, "num_labels": 3, "label_weights": [0.5, 1.0, 2.0]},
                  {"multi_label": True}),
    *metric_cases(m.FBetaScore, {"average": "micro"}, {"average": "macro", "beta": 2.0}, {"average": "weighted", "threshold": 0.25}),
    *metric_cases(m.F1Score, {"average": "micro"}, {"threshold": 0.25}),
    *metric_cases(m.BinaryIoU, {"target_class_ids": [1], "threshold": 0.25}),
    *metric_cases(m.IoU, {"ignore_class": -1, "sparse_y_true": False, "sparse_y_pred": False, "axis": 1}, num_classes=3,
        target_class_ids=[0, 2]),
    *metric_cases(m.MeanIoU, {"ignore_class": 2, "sparse_y_pred": False, "axis": 1}, num_classes=3),
    *metric_cases(m.OneHotIoU, {"ignore_class": 2, "sparse_y_pred": True, "axis": 1}, num_classes=3, target_class_ids=[0]),
    *metric_cases(m.OneHotMeanIoU, {"ignore_class": 2, "sparse_y_pred": True, "axis": 1}, num_classes=3),
    *metric_cases(m.PearsonCorrelation, {"axis": 1}), *metric_cases(m.ConcordanceCorrelation, {"axis": 1}),
    *metric_cases(m.R2Score, {"class_aggregation": None}, {"class_aggregation": "variance_weighted_average", "num_regressors": 2}),
]
OPTIMIZERS = [
    *optimizer_cases(p.SGD, {"momentum": 0.9}, {"momentum": 1.0, "nesterov": True}),
    *(f for cls in (p.Adam, p.AdamW) for f in optimizer_cases(cls, {"beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-06, "amsgrad": True})),
    *(f for cls in (p.Adamax, p.Nadam, p.Lamb) for f in optimizer_cases(cls, {"beta_1": 0.8, "beta_2": 0.99, "epsilon": 0.001})),
    *optimizer_cases(p.Adagrad, {"initial_accumulator_value": 0.0, "epsilon": 1e-06}),
    *optimizer_cases(p.Adadelta, {"rho": 0.9, "epsilon": 0.5}),
    *optimizer_cases(p.RMSprop, {"rho": 0.8, "momentum": 0.5, "epsilon": 1e-10, "centered": True}),
    *optimizer_cases(p.Lion, {"beta_1": 0.8, "beta_2": 0.9}),
    *optimizer_cases(p.Ftrl, {"learning_rate_power": 0.0, "initial_accumulator_value": 1.0, "l1_regularization_strength": 0.1,
                              "l2_regularization_strength": 0.25, "l2_shrinkage_regularization_strength": 1.0, "beta": 0.5}),
    *optimizer_cases(p.Adafactor, {"beta_2_decay": -0.5, "epsilon_1": 1e-20, "epsilon_2": 0.01, "clip_threshold": 2.0,
        "relative_step": False}),
    *optimizer_cases(p.Muon, {"adam_beta_1": 0.8, "adam_beta_2": 0.99, "adam_weight_decay": 0.0, "epsilon": 1e-06,
        "exclude_layers": ["out"], "ns_steps": 3,
                              "exclude_embeddings": False, "muon_a": 3.0, "adam_lr_ratio": 0.5, "momentum": 0.9, "nesterov": False,
                              "rms_rate": 0.5}),
    *optimizer_cases(p.ScheduleFreeAdamW, {"beta_1": 0.8, "beta_2": 0.99, "epsilon": 1e-06, "warmup_steps": 10}),
    lambda: p.LossScaleOptimizer(p.Adam()), lambda: p.LossScaleOptimizer(p.SGD(0.5, 0.9), 4.0, 10, name="mine"),
    lambda: p.MultiOptimizer(p.OptimizerMap(p.Adam(), {".*kernel": p.SGD(0.5)})),
    lambda: p.MultiOptimizer(p.OptimizerMap(p.Adam()), loss_scale_factor=2.0, name="mine"),
    lambda: p.SGD(s.CosineDecay(0.1, 10, warmup_target=1.0, warmup_steps=5)), lambda: p.AdamW(weight_decay=0.0),
]
SCHEDULES = [
    lambda: s.ExponentialDecay(0.1, 100, 0.5), lambda: s.ExponentialDecay(1.0, 10, 0.96, True, "mine"),
    lambda: s.PiecewiseConstantDecay([10, 20], [1.0, 0.5, 0.1]), lambda: s.PiecewiseConstantDecay([1], [0.1, 0.01], "mine"),
    lambda: s.PolynomialDecay(0.1, 100), lambda: s.PolynomialDecay(1.0, 50, 0.001, 0.5, True, "mine"),
    lambda: s.InverseTimeDecay(0.1, 1, 0.5), lambda: s.InverseTimeDecay(1.0, 10, 1.0, True, "mine"),
    lambda: s.CosineDecay(0.1, 100), lambda: s.CosineDecay(0.0, 100, 0.1, "mine", 0.5, 20),
    lambda: s.CosineDecayRestarts(0.1, 100), lambda: s.CosineDecayRestarts(1.0, 10, 1.5, 0.75, 0.25, "mine"),
]
INITIALIZERS = [
    lambda: i.Zeros(), lambda: i.Ones(), lambda: i.Constant(), lambda: i.Constant(0.5), lambda: i.Constant(2.0), lambda: i.Constant(INF),
    lambda: i.Constant(-INF), lambda: i.Constant(float("nan")),
    lambda: i.Identity(), lambda: i.Identity(2.0), lambda: i.RandomNormal(), lambda: i.RandomNormal(1.0, 2.0, seed=3),
    lambda: i.RandomUniform(), lambda: i.RandomUniform(-1.0, 1.0, seed=3), lambda: i.TruncatedNormal(),
    lambda: i.TruncatedNormal(0.5, 0.1, seed=3),
    lambda: i.VarianceScaling(), lambda: i.VarianceScaling(2.0, "fan_avg", "uniform", seed=3),
    lambda: i.VarianceScaling(input_axes=[0, 1], output_axes=[2]), lambda: i.GlorotUniform(input_axes=[0], output_axes=[1, 2]),
    lambda: i.VarianceScaling(0.5, "fan_out", "untruncated_normal"),
    *(f for cls in (i.GlorotUniform, i.GlorotNormal, i.HeUniform, i.HeNormal, i.LecunUniform, i.LecunNormal)
      for f in (lambda cls=cls: cls(), lambda cls=cls: cls(seed=3))),
    lambda: i.Orthogonal(), lambda: i.Orthogonal(0.5, seed=3), lambda: i.STFT(window=None),
    lambda: i.STFT("imag", None, "spectrum", True),
]
REGULARIZERS = [
    lambda: r.L1(), lambda: r.L1(0.1), lambda: r.L1(1.0), lambda: r.L2(), lambda: r.L2(0.1), lambda: r.L2(0.0), lambda: r.L1L2(),
    lambda: r.L1L2(0.1, 0.2),
    lambda: r.L1L2(l2=1.0), lambda: r.OrthogonalRegularizer(), lambda: r.OrthogonalRegularizer(0.1, "columns"),
]
CONSTRAINTS = [
    lambda: c.MaxNorm(), lambda: c.MaxNorm(1.5, 1), lambda: c.MaxNorm(3.0, [0, 1]), lambda: c.MaxNorm(INF), lambda: c.NonNeg(),
    lambda: c.UnitNorm(),
    lambda: c.UnitNorm(1), lambda: c.UnitNorm([0, 1]), lambda: c.MinMaxNorm(), lambda: c.MinMaxNorm(0.5, 2.0, 0.9, 1),
    lambda: c.MinMaxNorm(1.0, INF),
]
POLICIES = [lambda name=name: DTypePolicy(name) for name in ("float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16",
    "int32")]

GROUPS = {"layers": LAYERS, "sequential": MODELS, "losses": LOSSES, "metrics": METRICS, "optimizers": OPTIMIZERS, "schedules": SCHEDULES,
          "initializers": INITIALIZERS, "regularizers": REGULARIZERS, "constraints": CONSTRAINTS, "dtype_policies": POLICIES}
