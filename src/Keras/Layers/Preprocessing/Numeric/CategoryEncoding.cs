using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Encodes class indices as vectors with an element for each class. Numbers from <c>0</c> to <c>numTokens - 1</c> are expected; larger ones
/// have no element.
/// </summary>
[KerasSerializable]
public sealed partial class CategoryEncoding : Layer
{
    private const int LargestConfig = 1 << 28;

    /// <summary>Creates the layer.</summary>
    /// <param name="numTokens">The number of classes.</param>
    /// <param name="outputMode">"multi_hot" (default): a vector for each sample, 1 at each class that is there; "one_hot": a vector for
    /// each number; "count": a vector for each sample with the number of times that each class is there.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <exception cref="ArgumentException">There is no such output mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no classes.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public CategoryEncoding(int numTokens, string outputMode = "multi_hot", bool sparse = false)
    {
        Required.AtLeast("CategoryEncoding", 1, numTokens);
        NumTokens = numTokens;
        OutputMode = OutputModes.Check(outputMode, "CategoryEncoding", OutputModes.MultiHot, OutputModes.OneHot, OutputModes.Count);
        Sparse = OutputModes.RefuseSparse(sparse, "CategoryEncoding");
    }

    /// <summary>The number of classes.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int NumTokens { get; }

    /// <summary>"multi_hot", "one_hot" or "count".</summary>
    public string OutputMode { get; }

    [ConfigArgument(Writer = "")]
    private bool Sparse { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "count_weights"];

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <summary>Calls the layer on class indices that count with weights.</summary>
    /// <param name="inputs">The class indices.</param>
    /// <param name="countWeights">A weight for each number, of their shape. Only in the output mode "count".</param>
    /// <returns>The sums of the weights of each class.</returns>
    /// <exception cref="InvalidOperationException">The output mode is another.</exception>
    public KerasTensor Apply(KerasTensor inputs, KerasTensor countWeights)
    {
        ArgumentNullException.ThrowIfNull(countWeights);
        return Record(new([KerasTensor.Leaf(inputs)], [("count_weights", KerasTensor.Leaf(countWeights))]))[0];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(CallArguments<Symbol> arguments, CallContext context)
    {
        Symbol x = NumberInput.Of(arguments.Tensors("inputs")[0], this);
        Symbol? weights = arguments.Has("count_weights") ? arguments.Tensors("count_weights")[0] : null;
        if (weights is not null && OutputMode != OutputModes.Count)
            throw new InvalidOperationException(
                $"CategoryEncoding '{Name}': expected the output mode count with count weights, got {OutputMode}; leave the weights out.");
        if (weights is { } given && !given.Shape.IsCompatibleWith(x.Shape))
            throw new ShapeException(
                $"CategoryEncoding '{Name}': expected count weights of the shape of the inputs {x.Shape}, got {given.Shape}.");
        x = x.DType.IsInteger ? x : x.Cast(DType.Int32);
        return [OutputModes.Encode(x, OutputMode, NumTokens, ComputeDType, weights?.Cast(ComputeDType))];
    }
}
