using System.Diagnostics;
using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <summary>
/// Random numbers inside a function (<c>keras.random</c>), determined by a seed alone (Philox, counter-based: the same on every machine and
/// in any order; XLA draws others than the ordinary kernels).
/// </summary>
[DebuggerDisplay("RandomSource")]
public sealed partial class RandomSource
{
    private const long Philox = 1;
    private readonly Symbol key;
    private readonly Symbol counter;
    private long draws;

    /// <param name="seed">Two numbers (int64 <c>[2]</c>): the seed and the number of its uses.</param>
    internal RandomSource(Symbol seed)
    {
        Seed = seed;
        Graph graph = seed.Graph;
        Symbol bits = OperationBuilder.Create("Bitcast").Input(seed).Attribute("type", DType.UInt64).Build()[0];
        key = Slice(bits, 0);
        counter = Slice(bits, 1);

        Symbol Slice(Symbol from, int start) =>
            OperationBuilder.Create("Slice").Input(from).Input(graph.Constant(start)).Input(graph.Constant(1)).Build()[0];
    }

    private RandomSource(Symbol seed, Symbol key, Symbol counter) => (Seed, this.key, this.counter) = (seed, key, counter);

    /// <summary>The two numbers that everything follows from.</summary>
    internal Symbol Seed { get; }

    /// <summary>
    /// A zero that the runtime does not know to be constant. Dependent values are computed when the function runs, and not before, to be
    /// folded to a constant at twice the memory.
    /// </summary>
    internal Symbol UnknownZero(DType dtype) => Ops.Cast(Ops.Sum(Seed - Seed), dtype);

    /// <summary>Draws from a uniform distribution over [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    /// <param name="shape">The axes; unknown ones need <paramref name="dynamicShape"/>.</param>
    /// <param name="minimum">The lower end.</param>
    /// <param name="maximum">The upper end.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    public Symbol Uniform(Shape shape, double minimum = 0, double maximum = 1, DType dtype = DType.Float32, Symbol? dynamicShape = null)
    {
        (minimum, maximum) = (Hyperparameter.Meant(minimum), Hyperparameter.Meant(maximum));
        Symbol unit = Draw("StatelessRandomUniformV2", shape, dtype, dynamicShape);
        return minimum == 0 && maximum == 1 ? unit : (unit * (maximum - minimum)) + minimum;
    }

    /// <summary>Numbers of a normal distribution.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    public Symbol Normal(Shape shape, double mean = 0, double standardDeviation = 1,
        DType dtype = DType.Float32, Symbol? dynamicShape = null) =>
        (Draw("StatelessRandomNormalV2", shape, dtype, dynamicShape) * Hyperparameter.Meant(standardDeviation))
            + Hyperparameter.Meant(mean);

    /// <summary>Draws from a uniform distribution, in a shape that may have lengths known only when the function runs.</summary>
    /// <param name="shape">The axes, such as <c>[batch.Size, 10]</c>.</param>
    /// <param name="minimum">The lower end. Default: 0.</param>
    /// <param name="maximum">The upper end, excluded. Default: 1.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    [OverloadResolutionPriority(-1)]
    public Symbol Uniform(ReadOnlySpan<Dimension> shape, double minimum = 0, double maximum = 1, DType dtype = DType.Float32)
    {
        (Shape known, Symbol? dynamic) = Axes(shape);
        return Shaped(Uniform(known, minimum, maximum, dtype, dynamic), known);
    }

    /// <summary>Draws from a normal distribution, in a shape that may have lengths known only when the function runs.</summary>
    /// <param name="shape">The axes, such as <c>[batch.Size, latent]</c>.</param>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="standardDeviation">The standard deviation. Default: 1.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    [OverloadResolutionPriority(-1)]
    public Symbol Normal(ReadOnlySpan<Dimension> shape, double mean = 0, double standardDeviation = 1, DType dtype = DType.Float32)
    {
        (Shape known, Symbol? dynamic) = Axes(shape);
        return Shaped(Normal(known, mean, standardDeviation, dtype, dynamic), known);
    }

    /// <summary>Numbers of a normal distribution truncated at two standard deviations from the mean.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation before cutting.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    public Symbol TruncatedNormal(Shape shape, double mean = 0, double standardDeviation = 1,
        DType dtype = DType.Float32, Symbol? dynamicShape = null) =>
        (Draw("StatelessTruncatedNormalV2", shape, dtype, dynamicShape) * Hyperparameter.Meant(standardDeviation))
            + Hyperparameter.Meant(mean);

    private static (Shape Known, Symbol? Dynamic) Axes(ReadOnlySpan<Dimension> axes)
    {
        long[] lengths = new long[axes.Length];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = axes[i].Length;
        Shape shape = Shape.Create(lengths);
        return (shape, shape.IsFullyKnown ? null : Dimension.Stack(axes));
    }

    private static Symbol Shaped(Symbol drawn, Shape shape) => shape.IsFullyKnown ? drawn : drawn.WithShape(shape);

    // Of a part of a batch, the numbers are those that the samples get in the whole batch.
    private Symbol Draw(string type, Shape shape, DType dtype, Symbol? dynamicShape, params ReadOnlySpan<Symbol> limits) =>
        PartOf(shape) is { } part
            ? part.Of(DrawAll(type, shape[1..].Prepend(part.Samples), dtype, null, limits))
            : DrawAll(type, shape, dtype, dynamicShape, limits);

    /// <summary>The part of a batch that numbers of a shape are for; null for all others.</summary>
    private static PartOfBatch? PartOf(Shape shape) =>
        TraceContext.HasCurrent && TraceContext.Current.Part is { } part && shape is { Rank: > 0, IsFullyKnown: true }
            && shape[0] == part.Count ? part : null;

    private Symbol DrawAll(string type, Shape shape, DType dtype, Symbol? dynamicShape, ReadOnlySpan<Symbol> limits)
    {
        // The counter is 128 bits, low half first: draws of one use differ in the top, so no two overlap however many numbers each takes.
        Graph graph = key.Graph;
        using Tensor draw = Tensor.Create<ulong>([(ulong)draws++ << 32]);
        Symbol high = RawOps.AddV2(counter, graph.Constant(draw));
        using Tensor zero = Tensor.Create<ulong>([0]);
        Symbol start = OperationBuilder.Create("ConcatV2").Input(new ReadOnlySpan<Symbol>([graph.Constant(zero), high]))
            .Input(graph.Constant(0, DType.Int32)).Build()[0];
        OperationBuilder builder = OperationBuilder.Create(type)
            .Input(dynamicShape ?? AxesOf(shape, graph)).Input(key).Input(start).Input(graph.Constant(Philox, DType.Int32));
        foreach (Symbol limit in limits)
            builder = builder.Input(limit);
        return builder.Attribute("dtype", dtype).Build()[0];
    }

    private static Symbol AxesOf(Shape shape, Graph graph)
    {
        Span<int> lengths = stackalloc int[shape.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = checked((int)shape[axis]);
        return graph.Constant(lengths);
    }
}
