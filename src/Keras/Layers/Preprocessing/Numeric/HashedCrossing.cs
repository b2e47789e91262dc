using TensorFlow;

namespace Keras.Layers;

/// <summary>Crosses categories: each combination of the values of several features is put into a bin by a hash.</summary>
[KerasSerializable]
[ConfigOrder(nameof(NumBins), nameof(OutputMode), nameof(Sparse), nameof(Name), nameof(WrittenDType), WithoutBase = true)]
public sealed partial class HashedCrossing : Layer
{
    private const int LargestConfig = 1 << 28;
    private const long HashKey = 0xDECAFCAFFE;

    /// <summary>Creates the layer.</summary>
    /// <param name="numBins">The number of bins.</param>
    /// <param name="outputMode">"int" (default): the indices of the bins, int64; "one_hot": vectors with an element for each bin.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <exception cref="ArgumentException">There is no such output mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public HashedCrossing(int numBins, string outputMode = "int", bool sparse = false)
    {
        Required.AtLeast("HashedCrossing", 1, numBins);
        OutputMode = OutputModes.Check(outputMode, "HashedCrossing", OutputModes.Int, OutputModes.OneHot);
        Sparse = OutputModes.RefuseSparse(sparse, "HashedCrossing");
        NumBins = numBins;
        UseDTypePolicy(OutputMode == OutputModes.Int ? DType.Int64 : DType.Float32);
    }

    /// <summary>The number of bins.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int NumBins { get; }

    /// <summary>"int" or "one_hot".</summary>
    public string OutputMode { get; }

    [ConfigArgument]
    private bool Sparse { get; }

    [ConfigArgument("dtype")]
    private DType WrittenDType => VariableDType;

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => true;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count < 2)
            throw new ShapeException($"HashedCrossing '{Name}': expected at least two features to cross, got {inputs.Count}.");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        Shape shape = inputs[0].Shape;
        if (inputs.Count < 2 || inputs.Any(i => i.Shape.Rank != shape.Rank || !i.Shape.IsCompatibleWith(shape))
            || shape.Rank > 2 || (shape.Rank == 2 && shape[1] != 1))
            throw new ShapeException(
                $"HashedCrossing '{Name}': expected two or more features of one shape, [batch] or [batch, 1], got "
                + $"{string.Join(", ", inputs.Select(i => i.Shape))}.");
        if (inputs.FirstOrDefault(i => !i.DType.IsInteger && i.DType != DType.String) is { Graph: not null } wrong)
            throw new ShapeException(
                $"HashedCrossing '{Name}': expected integers or strings, got {wrong.DType.StandardName} {wrong.Shape}; make categories of "
                + "numbers with Discretization before.");
        bool isText = inputs.All(i => i.DType == DType.String);
        Symbol[] columns = [.. inputs.Select(i => i.Reshape([-1, 1])).Select(i => i.DType == DType.String ? i : i.Cast(DType.Int64))];
        (_, Symbol values, _) = RawOps.SparseCross(
            [], [], [], columns, true, NumBins, HashKey, DType.Int64, isText ? DType.String : DType.Int64);
        Symbol bins = shape.IsFullyKnown ? values.Reshape([.. shape]) : RawOps.Reshape(values, Ops.Shape(inputs[0])).WithShape(shape);
        return [OutputModes.Encode(bins, OutputMode, NumBins, ComputeDType)];
    }
}
