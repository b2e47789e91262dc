"""Fixtures of keras.applications, made by the real Keras: applications.json.

    make_applications.py              makes those that are not there yet (large ones need a few GB)
    make_applications.py configs [NAME …]  makes all but the outputs anew
    make_applications.py dump NAME    prints the canonical config of one, to compare with what the test writes

For each architecture, built without weights from the internet:

* `layers`: for each layer the first 8 digits of the SHA-256 of its config (class, arguments, inbound calls) in a canonical form;
* `parameters`, `trainable`, `weights`: the counts, and the SHA-256 of the names of all weights with their layers', and of their shapes;
* `outputs`: the logits of 10 classes for one small image, all weights filled by the formula of `fill`.
"""
import hashlib
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras

PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "applications.json")
FEATURES = {"VGG16", "ResNet50", "ResNet50V2", "InceptionV3", "InceptionResNetV2", "Xception", "MobileNet", "MobileNetV2",
            "MobileNetV3Small", "DenseNet121", "NASNetMobile", "EfficientNetB0", "EfficientNetV2B0", "ConvNeXtTiny"}
SIDES = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}
NAMES = ["MobileNetV2", "VGG16", "ResNet50", "MobileNet", "MobileNetV3Small", "MobileNetV3Large", "VGG19", "ResNet50V2", "Xception",
         "InceptionV3", "DenseNet121", "NASNetMobile", "EfficientNetB0", "EfficientNetV2B0", "ConvNeXtTiny", "InceptionResNetV2",
         "ResNet101", "ResNet152", "ResNet101V2", "ResNet152V2", "DenseNet169", "DenseNet201", "NASNetLarge",
         "EfficientNetB1", "EfficientNetB2", "EfficientNetB3", "EfficientNetB4", "EfficientNetB5", "EfficientNetB6", "EfficientNetB7",
         "EfficientNetV2B1", "EfficientNetV2B2", "EfficientNetV2B3", "EfficientNetV2S", "EfficientNetV2M", "EfficientNetV2L",
         "ConvNeXtSmall", "ConvNeXtBase", "ConvNeXtLarge", "ConvNeXtXLarge"]
# Beside the defaults: arguments that only these have.
VARIANTS = {
    "MobileNet alpha": ("MobileNet", dict(alpha=0.25, depth_multiplier=2, dropout=0.1)),
    "MobileNetV2 alpha": ("MobileNetV2", dict(alpha=0.35)),
    "MobileNetV2 wide": ("MobileNetV2", dict(alpha=1.4)),
    "MobileNetV3Small minimalistic": ("MobileNetV3Small", dict(minimalistic=True, alpha=0.75, include_preprocessing=False)),
    "MobileNetV3Large wide": ("MobileNetV3Large", dict(alpha=1.25, dropout_rate=0.0)),
    "EfficientNetV2B0 bare": ("EfficientNetV2B0", dict(include_preprocessing=False)),
    "ConvNeXtTiny bare": ("ConvNeXtTiny", dict(include_preprocessing=False)),
}


# Arguments that are left out where they have these values, so that earlier releases of Keras read the config too.
LEFT_OUT = {"input_axes": None, "output_axes": None, "ragged": False, "optional": False, "renorm": False, "renorm_clipping": None,
            "renorm_momentum": 0.99, "mask": None, "training": False, "rms_scaling": False, "quantization_config": None,
            "data_format": "channels_last"}


def canonical(value):
    """Text of JSON that does not depend on how numbers are written or keys are ordered, nor on which of two equal forms is written."""
    if isinstance(value, dict):
        if value.get("class_name") == "DTypePolicy":
            return canonical(value["config"]["name"])
        if value.get("class_name") == "InputLayer" and "inbound_nodes" not in value:
            value = value | {"config": {k: v for k, v in value["config"].items() if k != "name"}}
        value = {k: v for k, v in value.items() if k not in LEFT_OUT or v != LEFT_OUT[k]}
        return "{" + ",".join(f"{json.dumps(k)}:{canonical(value[k])}" for k in sorted(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return format(float(value), ".12e")
    return json.dumps(value)


def layers_of(model):
    """The canonical configs of the layers; automatic names are numbered from 0 in each model."""
    return [canonical(layer) for layer in json.loads(model.to_json())["config"]["layers"]]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def noise(count, index):
    """Numbers in [-0.5, 0.5) that depend on the index alone."""
    h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32((index * 0x85EBCA6B) & 0xFFFFFFFF)
    h ^= h >> np.uint32(15)
    h *= np.uint32(0x2C1B3C6D)
    h ^= h >> np.uint32(12)
    h *= np.uint32(0x297A2D39)
    h ^= h >> np.uint32(15)
    return (h >> np.uint32(8)).astype(np.float32) / np.float32(1 << 24) - np.float32(0.5)


def owners(model):
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from owners(layer)
        else:
            for weight in layer.weights:
                yield weight, layer


def fill(model):
    """Weights such that activations keep their size."""
    for i, (weight, layer) in enumerate(owners(model)):
        name, shape = weight.name, tuple(weight.shape)
        if type(layer).__name__ == "Normalization" or "seed" in name:
            continue
        u = noise(int(np.prod(shape)), i)
        if len(shape) >= 2:
            isolated = type(layer).__name__ == "DepthwiseConv2D" or name == "depthwise_kernel"
            fan_in = int(np.prod(shape[:2])) if isolated else int(np.prod(shape[:-1]))
            u = u * np.float32(1.4 * np.sqrt(12.0 / fan_in))
        elif name == "gamma":
            u = np.float32(1) + np.float32(0.2) * u
        elif name == "moving_variance":
            u = np.float32(1) + np.float32(0.5) * u
        else:
            u = np.float32(0.1) * u
        weight.assign(u.reshape(shape))


def name_of(weight):
    """The name with the layer's; weights without a name are numbered in the whole process."""
    name = "/".join(weight.path.split("/")[-2:])
    return name.split("/variable_")[0] + "/variable" if "/variable_" in name else name


def facts(model):
    weights = [w for w in model.weights if "seed" not in w.name]
    return {
        "name": model.name,
        "layers": "".join(digest(l)[:8] for l in layers_of(model)),
        "parameters": model.count_params(),
        "trainable": int(sum(np.prod(w.shape) for w in model.trainable_weights)),
        "weights": digest("".join(f"{name_of(w)} {list(w.shape)}\n" for w in weights).replace(", ", ",")),
    }


def make(name, arguments, features, known):
    create = getattr(keras.applications, name)
    keras.utils.clear_session()
    entry = {"default": facts(create(weights=None, **arguments))}
    if features:
        keras.utils.clear_session()
        entry["features"] = facts(create(weights=None, include_top=False, pooling="avg", **arguments))
    if known:
        return known | entry
    keras.utils.clear_session()
    side = SIDES.get(name, 32)
    model = create(weights=None, input_shape=(side, side, 3), classes=10, classifier_activation=None, **arguments)
    fill(model)
    image = noise(side * side * 3, 9999).reshape(1, side, side, 3)
    kinds = {type(l).__name__ for l in model.layers}
    image = (image + np.float32(0.5)) * np.float32(255) if kinds & {"Rescaling", "Normalization"} else image * np.float32(2)
    entry["side"] = side
    entry["outputs"] = [float(v) for v in model(image, training=False).numpy()[0]]
    return entry


def main():
    if sys.argv[1:2] == ["dump"]:
        name, arguments = VARIANTS.get(sys.argv[2], (sys.argv[2], {}))
        print("\n".join(layers_of(getattr(keras.applications, name)(weights=None, **arguments))))
        return
    done = json.load(open(PLACE)) if os.path.exists(PLACE) else {}
    for name, (architecture, arguments) in {**{n: (n, {}) for n in NAMES[:15]}, **VARIANTS, **{n: (n, {}) for n in NAMES[15:]}}.items():
        if name in done and (sys.argv[1:2] != ["configs"] or (len(sys.argv) > 2 and name not in sys.argv)):
            continue
        done[name] = make(architecture, arguments, name in FEATURES, done.get(name))
        print(name, done[name]["outputs"][:3], flush=True)
        with open(PLACE + ".part", "w") as file:
            file.write("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in done.items()) + "\n}\n")
        os.replace(PLACE + ".part", PLACE)


main()
