using TensorFlow;

namespace Keras.Initializers;

/// <summary>A matrix that is a number on the diagonal and 0 elsewhere (keras.initializers.Identity).</summary>
/// <param name="gain">The number on the diagonal. Default: 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
[KerasSerializable]
public partial class Identity(double gain = 1) : Initializer
{
    /// <summary>The number on the diagonal.</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public double Gain { get; } = Hyperparameter.Finite(gain, nameof(gain), nameof(Identity));

    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight is not a matrix.</exception>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random)
    {
        if (shape.Rank != 2)
            throw new ShapeException($"Identity: expected a matrix, got a weight of shape {shape}.");
        return Write(shape, dtype, Gain, random.UnknownZero(DType.Int32));
    }

    // The matrix depends on a zero, so that it is not folded to a constant.
    private static Symbol Write(Shape shape, DType dtype, double gain, Symbol zero)
    {
        Graph graph = Graph.Current;
        Symbol rows = Numbers(shape[0]) + zero;
        Symbol columns = Numbers(shape[1]);
        Symbol diagonal = Ops.Equal(Ops.ExpandDims(rows, 1), Ops.ExpandDims(columns, 0));
        return Ops.Where(diagonal, graph.Constant(gain, dtype), graph.Constant(0, dtype));

        Symbol Numbers(long count) =>
            RawOps.Range(graph.Constant(0, DType.Int32), graph.Constant(count, DType.Int32), graph.Constant(1, DType.Int32));
    }

    // Keras writes no gain and so loses it; it reads one.
}
