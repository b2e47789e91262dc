"""Writes Fixtures/preprocessing/random_images.json and .npz: what the real Keras's layers of random images make of given random numbers.

    python make_random_images.py [FOLDER]

For each case: the serialized layer, images, the numbers of one random transformation by name, the transformed images, and for some the
bounding boxes, their labels, labels and segmentation masks before and after.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers as l

from generator.store import Store

target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "preprocessing"
random = np.random.default_rng(36)
store = Store(target, "random_images", None)
cases = []
NAMES = {"RandomCrop": ("h_start", "w_start"), "RandomGrayscale": ("should_apply",), "Resizing": ()}
# Names of the shapes and sources that Keras keeps with the numbers.
NOT_NUMBERS = {"input_shape", "image_height", "image_width", "batch_size", "seed", "rotation_matrix"}


def colors(*shape, high=255.0):
    return random.uniform(0, high, shape).astype("float32")


def smooth(*shape):
    """Images that are no noise: a place that is off by a little changes little."""
    rows, columns = np.meshgrid(np.linspace(0, 3, shape[-3]), np.linspace(0, 4, shape[-2]), indexing="ij")
    phases = random.uniform(0, 6, (*shape[:-3], 1, 1, shape[-1]))
    return (127.5 + 127.5 * np.sin(rows[..., None] + phases) * np.cos(columns[..., None] - phases)).astype("float32")


def array(value):
    value = np.array(value)
    return value.astype("uint8") if value.dtype == bool else value.astype("float32") if value.dtype == "float16" else value


def numbers(layer, transformation):
    if transformation is None:
        return {}
    if not isinstance(transformation, dict):
        transformation = dict(zip(NAMES[type(layer).__name__], transformation if isinstance(transformation, tuple) else (transformation,)))
    return {name: array(value) for name, value in transformation.items() if name not in NOT_NUMBERS}


def case(name, make, images, boxes=None, box_labels=None, labels=None, masks=None, seed=None):
    keras.utils.clear_session()
    layer = make()
    said = {"name": name, "layer": json.dumps(keras.saving.serialize_keras_object(layer)), "images": store.add(f"{name}/images", images)}
    generator = keras.random.SeedGenerator(seed or len(cases) + 1)
    transformation = layer.get_random_transformation(keras.ops.convert_to_tensor(images), training=True, seed=generator)
    single = images.ndim == 3
    tensor = keras.ops.convert_to_tensor(images, dtype="float32" if images.dtype == "uint8" else None)
    outputs = (layer.transform_single_image if single else layer.transform_images)(tensor, transformation, training=True)
    said["numbers"] = {key: store.add(f"{name}/number_{key}", value) for key, value in numbers(layer, transformation).items()}
    said["outputs"] = store.add(f"{name}/outputs", array(outputs))
    if boxes is not None:
        given = {"boxes": keras.ops.convert_to_tensor(boxes), "labels": keras.ops.convert_to_tensor(box_labels)}
        moved = layer.transform_bounding_boxes(given, transformation, training=True)
        said["boxes"], said["box_labels"] = store.add(f"{name}/boxes", boxes), store.add(f"{name}/box_labels", box_labels)
        said["boxes_after"], said["box_labels_after"] = store.add(f"{name}/boxes_after",
            array(moved["boxes"])), store.add(f"{name}/box_labels_after", array(moved["labels"]))
    if labels is not None:
        said["labels"] = store.add(f"{name}/labels", labels)
        said["labels_after"] = store.add(f"{name}/labels_after",
            array(layer.transform_labels(keras.ops.convert_to_tensor(labels), transformation, training=True)))
    if masks is not None:
        said["masks"] = store.add(f"{name}/masks", masks)
        said["masks_after"] = store.add(f"{name}/masks_after",
            array(layer.transform_segmentation_masks(keras.ops.convert_to_tensor(masks), transformation, training=True)))
    cases.append(said)


boxes = np.array([[[1, 2, 5, 7], [0, 0, 3, 4]], [[2, 1, 8, 6], [4, 3, 9, 8]], [[0, 3, 10, 5], [6, 2, 7, 4]]], "float32")
box_labels = np.array([[0, 1], [2, 3], [4, 5]], "int32")
relative = (boxes / np.array([10, 8, 10, 8], "float32")).astype("float32")
middles = np.concatenate([(boxes[..., :2] + boxes[..., 2:]) / 2, boxes[..., 2:] - boxes[..., :2]], -1).astype("float32")
labels = np.eye(4, dtype="float32")[[0, 2, 3]]
masks = random.integers(0, 4, (3, 8, 10, 1)).astype("uint8")
images = smooth(3, 8, 10, 3)


def parts(format="xyxy"):
    return {"boxes": {"xyxy": boxes, "rel_xyxy": relative, "center_xywh": middles}[format], "box_labels": box_labels, "labels": labels,
        "masks": masks}


# RandomFlip
for mode in ("horizontal", "vertical", "horizontal_and_vertical"):
    case(f"flip_{mode}", lambda: l.RandomFlip(mode, bounding_box_format="xyxy"), images, **parts())
case("flip_relative", lambda: l.RandomFlip(seed=3, bounding_box_format="rel_xyxy"), images, **parts("rel_xyxy"))
case("flip_middles", lambda: l.RandomFlip(seed=3, bounding_box_format="center_xywh"), images, **parts("center_xywh"))
case("flip_single", lambda: l.RandomFlip("horizontal"), images[0], seed=4)
case("flip_first", lambda: l.RandomFlip("horizontal", data_format="channels_first"), colors(4, 3, 5, 6))
case("flip_bytes", lambda: l.RandomFlip("vertical"), random.integers(0, 256, (4, 5, 6, 3)).astype("uint8"))

# The layers that move pixels by a matrix
for fill in ("reflect", "wrap", "constant", "nearest"):
    for interpolation in ("bilinear", "nearest"):
        kind = {"fill_mode": fill, "interpolation": interpolation, "fill_value": 7.5}
        case(f"rotation_{fill}_{interpolation}", lambda: l.RandomRotation(0.3, bounding_box_format="xyxy", **kind), images, **parts())
        case(f"zoom_{fill}_{interpolation}", lambda: l.RandomZoom(0.6, 0.4, bounding_box_format="xyxy", **kind), images, **parts())
        case(f"translation_{fill}_{interpolation}", lambda: l.RandomTranslation(0.6, (-0.3, 0.7), bounding_box_format="xyxy", **kind),
            images, **parts())
        case(f"shear_{fill}_{interpolation}", lambda: l.RandomShear(0.4, (0.1, 0.3), **kind), images, labels=labels, masks=masks)
case("rotation_one_way", lambda: l.RandomRotation((0.1, 0.2), seed=5), images)
case("rotation_single", lambda: l.RandomRotation(0.5), images[1])
case("rotation_first", lambda: l.RandomRotation(0.5, data_format="channels_first"), np.ascontiguousarray(images.transpose(0, 3, 1, 2)))
case("zoom_both_alike", lambda: l.RandomZoom((-0.5, -0.2), seed=5), images)
case("zoom_relative", lambda: l.RandomZoom(0.5, 0.3, bounding_box_format="rel_xyxy"), images, **parts("rel_xyxy"))
case("zoom_single", lambda: l.RandomZoom(0.5), images[1])
case("zoom_first", lambda: l.RandomZoom(0.5, 0.2, data_format="channels_first"), np.ascontiguousarray(images.transpose(0, 3, 1, 2)))
case("translation_middles", lambda: l.RandomTranslation(0.4, 0.4, bounding_box_format="center_xywh"), images, **parts("center_xywh"))
case("translation_single", lambda: l.RandomTranslation(0.5, 0.1), images[1])
case("translation_far", lambda: l.RandomTranslation(1.0, 1.0), images)
case("shear_square", lambda: l.RandomShear(0.4, 0.2, bounding_box_format="xyxy"), smooth(3, 10, 10, 3), boxes=boxes, box_labels=box_labels)
case("rotation_half", lambda: l.RandomRotation(0.3, dtype="float16"), images.astype("float16").astype("float32"))

# RandomCrop
case("crop", lambda: l.RandomCrop(5, 6, seed=1), images, labels=labels, masks=masks)
case("crop_single", lambda: l.RandomCrop(5, 6, seed=1), images[0])
case("crop_first", lambda: l.RandomCrop(3, 4, seed=1, data_format="channels_first"), colors(2, 3, 5, 6))
case("crop_one_axis", lambda: l.RandomCrop(8, 6, seed=1), images)
case("crop_larger", lambda: l.RandomCrop(12, 6, seed=1), images)
case("crop_larger_both", lambda: l.RandomCrop(12, 16, seed=1), images)

# Colors
bytes_, units = colors(5, 4, 6, 3), colors(5, 4, 6, 3, high=1.0)
for name, make in {
    "contrast": lambda **k: l.RandomContrast(0.6, **k), "contrast_range": lambda **k: l.RandomContrast((0.2, 0.9), seed=3, **k),
    "brightness": lambda **k: l.RandomBrightness(0.6, **k), "brightness_up": lambda **k: l.RandomBrightness((0.1, 0.4), seed=3, **k),
    "hue": lambda **k: l.RandomHue(0.7, **k), "hue_range": lambda **k: l.RandomHue((0.9, 1.0), seed=3, **k),
    "saturation_range": lambda **k: l.RandomSaturation((0.1, 0.5), seed=3, **k),
    "degeneration": lambda **k: l.RandomColorDegeneration(0.8, **k),
    "sharpness": lambda **k: l.RandomSharpness(0.9, **k), "sharpness_range": lambda **k: l.RandomSharpness((0.6, 1.0), seed=3, **k),
    "invert": lambda **k: l.RandomInvert(**k), "invert_range": lambda **k: l.RandomInvert((0.4, 0.6), seed=3, **k),
    "posterization": lambda **k: l.RandomPosterization(5, **k),
    "posterization_same": lambda **k: l.RandomPosterization((3, 3), seed=3, **k),
    "solarization": lambda **k: l.Solarization(**k), "solarization_parts": lambda **k: l.Solarization(0.3, (0.2, 0.8), seed=3, **k),
    "auto_contrast": lambda **k: l.AutoContrast(**k),
}.items():
    case(name, lambda: make(), bytes_)
    case(f"{name}_units", lambda: make(value_range=(0, 1)), units)
    if name not in ("contrast_range", "hue_range", "auto_contrast"):
        case(f"{name}_single", lambda: make(), bytes_[0])
    if name in ("contrast", "brightness", "hue", "degeneration", "sharpness", "invert", "posterization", "solarization_parts"):
        case(f"{name}_first", lambda: make(data_format="channels_first"), np.ascontiguousarray(bytes_.transpose(0, 3, 1, 2)))
case("saturation", lambda: l.RandomSaturation(0.4, value_range=(0, 1)), units)
case("grayscale", lambda: l.RandomGrayscale(), bytes_)
case("grayscale_first", lambda: l.RandomGrayscale(0.7, data_format="channels_first"), np.ascontiguousarray(bytes_.transpose(0, 3, 1, 2)))
flat = bytes_.copy()
flat[1, :, :, 2] = 9
case("auto_contrast_flat", lambda: l.AutoContrast(), flat)
case("contrast_mask", lambda: l.RandomContrast(0.3), images, labels=labels, masks=masks)

case("erasing", lambda: l.RandomErasing(), bytes_)
case("erasing_color", lambda: l.RandomErasing(0.8, (0.2, 0.6), fill_value=[10, 20, 30.5], seed=3), bytes_)
case("erasing_units", lambda: l.RandomErasing(fill_value=0.5, value_range=(0, 1)), units)
case("blur", lambda: l.RandomGaussianBlur(), bytes_)
case("blur_wide", lambda: l.RandomGaussianBlur(kernel_size=5, sigma=(0.5, 1.0), seed=3), images, labels=labels, masks=masks)
case("blur_first", lambda: l.RandomGaussianBlur((0.4, 0.8), data_format="channels_first"),
    np.ascontiguousarray(bytes_.transpose(0, 3, 1, 2)))
case("mix_up", lambda: l.MixUp(), images, labels=labels)
case("mix_up_much", lambda: l.MixUp(2.0, seed=3), images, labels=labels)
case("cut_mix", lambda: l.CutMix(), images, labels=labels, masks=np.repeat(masks, 3, -1))
case("cut_mix_range", lambda: l.CutMix((0.5, 1.0), seed=3), images, labels=labels)

# MaxNumBoundingBoxes
case("max_boxes_fewer", lambda: l.MaxNumBoundingBoxes(1, bounding_box_format="xyxy"), images, boxes=boxes, box_labels=box_labels)
case("max_boxes_more", lambda: l.MaxNumBoundingBoxes(4, bounding_box_format="xyxy"), images, boxes=boxes, box_labels=box_labels)

# Layers without random numbers that bring images to another size
padded = np.concatenate([boxes, np.zeros((3, 1, 4), "float32"), -np.ones((3, 1, 4), "float32")], 1)
padded_labels = np.concatenate([box_labels, -np.ones((3, 2), "int32")], 1)
for size in ((5, 6), (12, 7), (20, 40)):
    for aspect in ("", "crop_to_aspect_ratio", "pad_to_aspect_ratio"):
        for format in ("xyxy", "rel_xyxy", "center_xywh"):
            name = f"resizing_{size[0]}_{size[1]}_{aspect or 'stretch'}_{format}"
            given = {**parts(format), "boxes": padded, "box_labels": padded_labels} if format == "xyxy" else parts(format)
            # Keras cannot pad integers.
            given["masks"] = masks.astype("float32") if aspect == "pad_to_aspect_ratio" else masks
            case(name, lambda: l.Resizing(*size, bounding_box_format=format, **({aspect: True} if aspect else {})), images, **given)
for size in ((5, 6), (4, 5), (12, 6), (12, 16)):
    for format in ("xyxy", "rel_xyxy", "center_xywh"):
        case(f"center_crop_{size[0]}_{size[1]}_{format}", lambda: l.CenterCrop(*size, bounding_box_format=format), images, **parts(format))
case("center_crop_single", lambda: l.CenterCrop(5, 6), images[0])
case("center_crop_first", lambda: l.CenterCrop(4, 3, data_format="channels_first"), np.ascontiguousarray(images.transpose(0, 3, 1, 2)))

# Layers whose numbers Keras does not keep in one dictionary: they are noted while it draws them.
def composed(name, layer, images, record, boxes=None, box_labels=None, labels=None, masks=None):
    said = {"name": name, "layer": json.dumps(keras.saving.serialize_keras_object(layer)), "images": store.add(f"{name}/images", images)}
    tensor = keras.ops.convert_to_tensor(images)
    transformation, given, outputs = record(layer, tensor)
    said["numbers"] = {key: store.add(f"{name}/number_{key.replace('/', '.')}", array(value)) for key, value in given.items()}
    said["outputs"] = store.add(f"{name}/outputs", array(outputs))
    if boxes is not None:
        moved = layer.transform_bounding_boxes({"boxes": keras.ops.convert_to_tensor(boxes),
            "labels": keras.ops.convert_to_tensor(box_labels)}, transformation, training=True)
        said["boxes"], said["box_labels"] = store.add(f"{name}/boxes", boxes), store.add(f"{name}/box_labels", box_labels)
        said["boxes_after"], said["box_labels_after"] = store.add(f"{name}/boxes_after",
            array(moved["boxes"])), store.add(f"{name}/box_labels_after", array(moved["labels"]))
    if labels is not None:
        said["labels"], said["labels_after"] = store.add(f"{name}/labels", labels), store.add(f"{name}/labels_after",
            array(layer.transform_labels(keras.ops.convert_to_tensor(labels), transformation)))
    if masks is not None:
        masks = masks.astype("float32")
        said["masks"] = store.add(f"{name}/masks", masks)
        said["masks_after"] = store.add(f"{name}/masks_after",
            array(layer.transform_segmentation_masks(keras.ops.convert_to_tensor(masks), transformation, training=True)))
    cases.append(said)


def jittered(layer, images):
    """Each part's numbers, by the name of the part."""
    given = {}
    for part in ("random_brightness", "random_contrast", "random_saturation", "random_hue"):
        inner = getattr(layer, part)
        if inner is None:
            continue

        def noted(*args, drawn=inner.get_random_transformation, part=part, **kwargs):
            transformation = drawn(*args, **kwargs)
            given.update({f"{part}/{key}": value for key, value in transformation.items() if key not in NOT_NUMBERS})
            return transformation

        inner.get_random_transformation = noted
    outputs = layer.transform_images(images, None, training=True)
    return None, given, outputs


def elastic(layer, images):
    """The normal numbers too, which Keras draws twice from one seed."""
    import tensorflow as tf
    layer.built = True
    transformation = layer.get_random_transformation(images, training=True, seed=keras.random.SeedGenerator(len(cases) + 1))
    drawn, noise = tf.random.stateless_normal, []
    tf.random.stateless_normal = lambda shape, mean, stddev, dtype, seed: noise.append(
        tf.constant(random.normal(size=shape).astype("float32"))) or noise[-1]
    outputs = layer.transform_images(images, transformation, training=True)
    first = list(noise)
    if "masks" in names_of_case:
        noise.clear()
        replay = iter(first)
        tf.random.stateless_normal = lambda shape, mean, stddev, dtype, seed: next(replay)
    else:
        tf.random.stateless_normal = drawn
    given = {key: transformation[key] for key in ("apply_transform", "distortion_factor")}
    return transformation, {**given, "dx": first[0], "dy": first[1]}, outputs


names_of_case = ()


def chosen(layer, images):
    transformation = layer.get_random_transformation(images, training=True)
    given = {"layer_idxes": transformation["layer_idxes"]}
    assert layer.data_format == "channels_last" or 9 not in np.array(given["layer_idxes"])
    for part, own in transformation["transforms"].items():
        given.update({f"{part}/{key}": value for key, value in numbers(getattr(layer, part), own).items()})
    return transformation, given, layer.transform_images(images, transformation, training=True)


def mixed(layer, images):
    """All parts' numbers at each place of the chains, of which Keras draws those of the part that it chose."""
    import random as python_random
    python_random.seed(len(cases) + 3)
    places, names = layer.num_chains * layer.chain_depth, layer._augment_layers
    choices, chosen_parts = [], python_random.choice

    def choice(options):
        choices.append(python_random.randrange(len(options)))
        return options[choices[-1]]

    python_random.choice = choice
    transformation = layer.get_random_transformation(images, training=True)
    python_random.choice = chosen_parts
    given = {"chain_mixing_weights": transformation["chain_mixing_weights"], "weight_sample": transformation["weight_sample"],
        "layer_idxes": np.array(choices, "int32")}
    drawn = [iter(chain) for chain in transformation["chain_transforms"]]
    for place in range(places):
        kept = next(drawn[place // layer.chain_depth]) if choices[place] < len(names) else None
        for part in names:
            own = kept["transformation"] if kept and kept["layer_name"] == part else getattr(layer, part).get_random_transformation(images)
            given.update({f"{place}/{part}/{key}": value for key, value in numbers(getattr(layer, part), own).items()})
    return transformation, given, layer.transform_images(images, transformation, training=True)


def plain(layer, images):
    return None, {}, layer.transform_images(images, None, training=True)


first = lambda x: np.ascontiguousarray(x.transpose(0, 3, 1, 2))  # noqa: E731
keras.utils.set_random_seed(36)
for name, make in {
    "jitter": lambda **k: l.RandomColorJitter(brightness_factor=0.3, contrast_factor=0.5, saturation_factor=(0.3, 0.6), hue_factor=0.4,
        **k),
    "jitter_contrast": lambda **k: l.RandomColorJitter(contrast_factor=(0.2, 0.9), **k),
    "jitter_nothing": lambda **k: l.RandomColorJitter(**k),
}.items():
    composed(name, make(), bytes_, jittered)
    composed(f"{name}_units", make(value_range=(0, 1)), units, jittered)
composed("jitter_half", l.RandomColorJitter(brightness_factor=0.3, contrast_factor=0.5, dtype="float16"),
    bytes_.astype("float16").astype("float32"), jittered)

for interpolation in ("bilinear", "nearest"):
    case(f"perspective_{interpolation}", lambda: l.RandomPerspective(interpolation=interpolation, fill_value=7.5,
        bounding_box_format="xyxy"), images, **parts())
case("perspective_some", lambda: l.RandomPerspective((0.3, 0.7), 0.4, seed=3, bounding_box_format="xyxy"), images, **parts())
case("perspective_single", lambda: l.RandomPerspective(scale=0.5), images[0])
case("perspective_first", lambda: l.RandomPerspective(scale=0.5, data_format="channels_first"), first(images))

large = smooth(3, 24, 30, 3)
for fill in ("reflect", "wrap", "constant", "nearest"):
    for interpolation in ("bilinear", "nearest"):
        composed(f"elastic_{fill}_{interpolation}", l.RandomElasticTransform(scale=(0.8, 1.0), fill_mode=fill, interpolation=interpolation,
            fill_value=7.5), large, elastic)
composed("elastic_some", l.RandomElasticTransform((0.3, 0.7), 1.0), large, elastic)
composed("elastic_small", l.RandomElasticTransform(scale=0.1), images, elastic)
composed("elastic_units", l.RandomElasticTransform(value_range=(0, 1)), (large / 255).astype("float32"), elastic)
names_of_case = ("masks",)
composed("elastic_masks", l.RandomElasticTransform(scale=(0.8, 1.0)), large, elastic, masks=random.integers(0, 4, (3, 24, 30, 1)))

steps = np.round(bytes_).astype("float32")
for name, make in {
    "equalization": lambda **k: l.Equalization(**k), "equalization_few": lambda **k: l.Equalization(bins=16, **k),
    "equalization_odd": lambda **k: l.Equalization(bins=100, **k),
    "clahe": lambda **k: l.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 3), **k),
    "clahe_unlimited": lambda **k: l.ContrastLimitedAdaptiveHistogramEqualization(clip_limit=0.0, tile_grid_size=(3, 4), **k),
    "clahe_low": lambda **k: l.ContrastLimitedAdaptiveHistogramEqualization(clip_limit=40.0, **k),
}.items():
    composed(name, make(), steps, plain)
    composed(f"{name}_units", make(value_range=(0, 1)), (steps / 255).astype("float32"), plain)
    composed(f"{name}_signs", make(value_range=(-1, 1)), (units * 2 - 1).astype("float32"), plain)
    composed(f"{name}_first", make(data_format="channels_first"), first(steps), plain)
    composed(f"{name}_smooth", make(), large, plain)
    composed(f"{name}_single", make(), steps[1], plain)
same = steps.copy()
same[:, :, :, 1] = 9
composed("equalization_same", l.Equalization(), same, plain)
composed("clahe_same", l.ContrastLimitedAdaptiveHistogramEqualization(tile_grid_size=(2, 2)), same, plain)

for index in range(6):
    composed(f"rand_augment_{index}", l.RandAugment(num_ops=index, seed=index), images, chosen)
    composed(f"aug_mix_{index}", l.AugMix(seed=index, alpha=(0.2, 1.0, 3.0)[index % 3], chain_depth=1 + index % 3), images, mixed,
        masks=masks)
composed("rand_augment_parts", l.RandAugment(num_ops=1, factor=(0.2, 0.9), seed=5, interpolation="nearest", bounding_box_format="xyxy"),
    images, chosen, **parts())
composed("rand_augment_units", l.RandAugment((0, 1), seed=8), (images / 255).astype("float32"), chosen)
# Without auto contrast, which Keras stretches over the wrong axes with channels first.
composed("rand_augment_first", l.RandAugment(num_ops=3, seed=2, data_format="channels_first"), first(images), chosen)
composed("aug_mix_few", l.AugMix((0, 1), 2, 4, (0.3, 0.6), 0.5, False, "nearest", 5), (images / 255).astype("float32"), mixed)
composed("aug_mix_first", l.AugMix(seed=9, data_format="channels_first"), first(images), mixed)

store.doc["cases"] = cases
for size in store.save():
    print(size)
