using System.Diagnostics;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A transformation of the images of a batch: the random numbers that it follows from, by the names that Keras gives them. The same
/// transformation applied to images, bounding boxes and segmentation masks keeps them together.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ImageTransformation
{
    private readonly IReadOnlyDictionary<string, Symbol> numbers;

    /// <summary>A transformation from given values.</summary>
    /// <param name="images">One image or a batch of them, in the layer's data format: only its shape is used.</param>
    /// <param name="numbers">The values by name, such as <c>angle</c>: one for each image of the batch.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <exception cref="ShapeException">The images have other axes than 3 or 4.</exception>
    public ImageTransformation(Symbol images, IReadOnlyDictionary<string, Symbol> numbers, string? dataFormat = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (images.Rank is not (3 or 4))
            throw new ShapeException($"ImageTransformation: expected one image of 3 axes or a batch of 4, got {images.Shape}.");
        this.numbers = numbers;
        int rows = images.Rank - (dataFormat == DataFormats.ChannelsFirst ? 2 : 3);
        (Height, Width) = (Ops.Shape(images, rows), Ops.Shape(images, rows + 1));
        Size = (images.Shape[rows], images.Shape[rows + 1]);
    }

    private ImageTransformation(IReadOnlyDictionary<string, Symbol> numbers, Symbol height, Symbol width, (long Height, long Width) size) =>
        (this.numbers, Height, Width, Size) = (numbers, height, width, size);

    /// <summary>The height of the images before the transformation: an int32 scalar.</summary>
    public Symbol Height { get; }

    /// <summary>The width of the images before the transformation: an int32 scalar.</summary>
    public Symbol Width { get; }

    /// <summary>The height and width as far as they are known; -1 otherwise.</summary>
    internal (long Height, long Width) Size { get; }

    /// <summary>The names of the values.</summary>
    public IEnumerable<string> Names => numbers.Keys;

    /// <summary>Gets the values of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The transformation has no such values.</exception>
    public Symbol this[string name] => numbers.TryGetValue(name, out Symbol found)
        ? found
        : throw new KeyNotFoundException(
            $"The transformation has no values '{name}'; it has {(numbers.Count == 0 ? "none" : string.Join(", ", numbers.Keys))}.");

    /// <summary>The names and shapes of the values: "angle: [32]".</summary>
    public override string ToString() => numbers.Count == 0
        ? "no values" : string.Join(", ", numbers.Select(n => $"{n.Key}: {n.Value.Shape}"));

    /// <summary>The values as float32, in a shape that spreads over the other axes of a batch.</summary>
    internal Symbol Each(string name, int axes = 4) => this[name].Cast(DType.Float32).Reshape(Spread(axes));

    /// <summary>Decisions of each image, in a shape that spreads over the other axes of a batch.</summary>
    internal Symbol Flags(string name, int axes = 4) => this[name].Cast(DType.Bool).Reshape(Spread(axes));

    /// <summary>The values whose names begin with a prefix, by the rest of their names.</summary>
    internal ImageTransformation Part(string prefix) => new(
        numbers.Where(n => n.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(n => n.Key[prefix.Length..], n => n.Value),
        Height, Width, Size);

    /// <summary>The transformation with other symbols for its values, such as those of a branch.</summary>
    internal ImageTransformation With(IReadOnlyDictionary<string, Symbol> others, Symbol height, Symbol width) =>
        new(others, height, width, Size);

    private static Shape Spread(int axes) => Shape.Create([-1, .. Enumerable.Repeat(1L, axes - 1)]);
}
