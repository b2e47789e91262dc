using TensorFlow;

namespace Keras.Layers;

/// <summary>Refuses inputs that are not a batch of sequences, images or volumes with channels.</summary>
internal static class SpatialInput
{
    /// <summary>Refuses an input of another number of axes.</summary>
    /// <param name="layer">The layer, for the sentence.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="spatialAxes">The number of spatial axes: 1 for sequences, 2 for images, 3 for volumes.</param>
    /// <param name="dataFormat">"channels_last" or "channels_first".</param>
    /// <exception cref="ShapeException">The input has another number of axes.</exception>
    public static void RequireRank(Layer layer, Shape input, int spatialAxes, string dataFormat = DataFormats.ChannelsLast)
    {
        if (input.Rank == spatialAxes + 2)
            return;
        string spatial = spatialAxes switch { 1 => "steps", 2 => "rows, columns", _ => "depth, rows, columns" };
        string order = dataFormat == DataFormats.ChannelsFirst ? $"[batch, channels, {spatial}]" : $"[batch, {spatial}, channels]";
        string hint = input.Rank == spatialAxes + 1 ? "add a channel axis with Reshape" : "bring it to them with Reshape";
        throw new ShapeException(
            $"{layer.ClassName} '{layer.Name}': expected an input of {spatialAxes + 2} axes, {order}, got {input}; {hint}.");
    }
}
