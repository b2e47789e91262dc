using TensorFlow;

namespace Keras.Operations;

/// <summary>Which axes of a batch are spatial and which holds the channels, and how windows are laid over them.</summary>
internal sealed class SpatialWindow
{
    private readonly string name;

    private SpatialWindow(string name, int spatialAxes, bool channelsFirst)
    {
        this.name = name;
        SpatialAxes = spatialAxes;
        ChannelsFirst = channelsFirst;
    }

    /// <summary>The number of spatial axes: 1 for sequences, 2 for images, 3 for volumes.</summary>
    public int SpatialAxes { get; }

    public bool ChannelsFirst { get; }

    public static SpatialWindow Of(Symbol inputs, string? dataFormat, string name, int most = 3)
    {
        if (inputs.Rank < 3 || inputs.Rank > most + 2)
            throw new ShapeException($"{name}: expected a batch with 1 to {most} spatial axes and channels, got {inputs.Shape}.");
        return new(name, inputs.Rank - 2, IsChannelsFirst(dataFormat, name));
    }

    /// <summary>Whether the channels come before the spatial axes.</summary>
    public static bool IsChannelsFirst(string? dataFormat, string name) => dataFormat switch
    {
        null or "channels_last" => false,
        "channels_first" => true,
        _ => throw new ArgumentException(
            $"{name}: expected the data format channels_last or channels_first, got '{dataFormat}'.", nameof(dataFormat)),
    };

    public string Padding(string padding) => padding switch
    {
        "valid" or "same" => padding.ToUpperInvariant(),
        _ => throw new ArgumentException($"{name}: expected the padding valid or same, got '{padding}'.", nameof(padding)),
    };

    /// <summary>Refuses windows of which none lies inside of the batch.</summary>
    /// <param name="inputs">The batch, channels last.</param>
    /// <param name="extents">The length of the windows along each spatial axis, gaps included.</param>
    /// <param name="padding">As <see cref="Padding"/> gives it.</param>
    /// <exception cref="ShapeException">A window is longer than the batch along an axis.</exception>
    public void RequireFit(Symbol inputs, ReadOnlySpan<long> extents, string padding)
    {
        for (int i = 0; i < SpatialAxes && padding == "VALID"; i++)
        {
            if (inputs.Shape[i + 1] is >= 0 and var length && length < extents[i])
                throw new ShapeException(
                    $"{name}: no window of {Shape.Create(extents)} lies inside {inputs.Shape}; use padding 'same', smaller windows or "
                    + "larger inputs.");
        }
    }

    /// <summary>The batch with its channels last: the form that the native kernels have on every processor.</summary>
    public Symbol ChannelsLast(Symbol inputs) => ChannelsFirst
        ? RawOps.Transpose(inputs, inputs.Graph.Constant([0, .. Enumerable.Range(2, SpatialAxes), 1]))
        : inputs;

    /// <summary>A result with its channels where the batch has them.</summary>
    public Symbol Back(Symbol outputs) => ChannelsFirst
        ? RawOps.Transpose(outputs, outputs.Graph.Constant([0, SpatialAxes + 1, .. Enumerable.Range(1, SpatialAxes)]))
        : outputs;

    /// <summary>Numbers of the spatial axes with 1 for the batch and the channels, and for the height that a sequence gets.</summary>
    public long[] AllAxes(ReadOnlySpan<int> spatial)
    {
        List<long> all = [1];
        if (SpatialAxes == 1)
            all.Add(1);
        foreach (int size in spatial)
            all.Add(size);
        all.Add(1);
        return [.. all];
    }

    /// <summary>A sequence as an image of height 1; other batches themselves.</summary>
    public Symbol AsImage(Symbol x) => SpatialAxes == 1 ? RawOps.ExpandDims(x, x.Graph.Constant(1, DType.Int32)) : x;

    /// <summary>An image of height 1 as a sequence again.</summary>
    public Symbol AsSequence(Symbol x) => SpatialAxes == 1 ? RawOps.Squeeze(x, [1]) : x;
}
