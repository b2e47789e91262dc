using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Reshapes each sample: <c>[batch, …]</c> becomes <c>[batch, …target shape]</c>.</summary>
/// <param name="targetShape">The shape of a sample; at most one axis may be -1, whose length follows.</param>
[KerasSerializable]
public sealed partial class Reshape(Shape targetShape) : Layer
{
    /// <summary>The shape of a sample; -1 for the axis whose length follows.</summary>
    [ConfigArgument(Writer = nameof(WriteTargetShape))]
    public Shape TargetShape { get; } = targetShape is { Rank: >= 0 } && targetShape.Count(d => d < 0) <= 1
        ? targetShape
        : throw new ArgumentException(
            $"Reshape: expected a target shape of which at most one axis is -1, got {targetShape}.", nameof(targetShape));

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Shape sample = Resolved(x.Shape);
        return x.Shape[0] >= 0 || sample.IsFullyKnown
            ? Known(x, sample)
            : RawOps.Reshape(x, Ops.Stack([Ops.Shape(x, 0), .. sample.Select(d => x.Graph.Constant(d, DType.Int32))]));
    }

    // The length that follows from the others is -1 here, not null.
    private void WriteTargetShape(Config config) =>
        config.SetNode("target_shape", new JsonArray([.. TargetShape.Select(d => (JsonNode)d)]));

    private static Symbol Known(Symbol x, Shape sample)
    {
        bool isOneUnknown = (x.Shape[0] < 0 ? 1 : 0) + sample.Count(d => d < 0) <= 1;
        return isOneUnknown
            ? x.Reshape(sample.Prepend(x.Shape[0]))
            : RawOps.Reshape(x, Ops.Stack([Ops.Shape(x, 0), .. sample.Select(d => x.Graph.Constant(d, DType.Int32))]));
    }

    private Shape Resolved(Shape input)
    {
        Shape sample = input[1..];
        if (!sample.IsFullyKnown)
            return TargetShape;
        long elements = sample.ElementCount, known = TargetShape.Where(d => d >= 0).Aggregate(1L, (a, b) => a * b);
        bool fits = TargetShape.IsFullyKnown ? known == elements : known > 0 && elements % known == 0;
        return fits
            ? Shape.Create([.. TargetShape.Select(d => d < 0 ? elements / known : d)])
            : throw new ShapeException($"Reshape '{Name}': expected samples of as many elements as {TargetShape}, got {input}.");
    }
}
