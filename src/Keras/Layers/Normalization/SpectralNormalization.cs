using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Divides the kernel of the wrapped layer by its largest singular value in each training step, which bounds the Lipschitz constant of the
/// layer (Miyato et al., 2018). The layer has a weight <c>kernel</c> or <c>embeddings</c>.
/// </summary>
/// <remarks>
/// The singular value is estimated by power iterations that go on from step to step. The divided kernel takes the place of the kernel, and
/// is what the optimizer updates. Outputs have the type of the inputs where those are floating-point numbers.
/// </remarks>
[KerasSerializable]
public sealed partial class SpectralNormalization : Wrapper
{
    private Weight? kernel;
    private Weight? vectorU;

    /// <summary>Creates a layer.</summary>
    /// <param name="layer">The wrapped layer, such as a <see cref="Dense"/> or a <see cref="Conv2D"/>.</param>
    /// <param name="powerIterations">The number of power iterations in each step. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of power iterations is less than 1.</exception>
    public SpectralNormalization(Layer layer, int powerIterations = 1)
        : base(layer)
    {
        PowerIterations = powerIterations >= 1
            ? powerIterations
            : throw new ArgumentOutOfRangeException(
                nameof(powerIterations), powerIterations,
                    $"SpectralNormalization: expected at least 1 power iteration, got {powerIterations}.");
    }

    /// <summary>The number of power iterations in each step.</summary>
    public int PowerIterations { get; }

    /// <inheritdoc/>
    protected internal override bool? RecordedTraining => false;

    // Keras tracks the kernel here, too.
    internal override IReadOnlyList<Weight> OwnWeights => kernel is null ? base.OwnWeights : [kernel, .. base.OwnWeights];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        kernel = null;
        base.Build(input);
        if (Layer.OwnWeights.Any(w => w.Name == "lora_kernel_a"))
            throw new InvalidOperationException(
                $"SpectralNormalization '{Name}' does not go with the low-rank adaptation of {Layer.ClassName} '{Layer.Name}'; leave " +
                "one of them out.");
        Weight found = Layer.OwnWeights.FirstOrDefault(w => w.Name is "kernel" or "embeddings") ?? throw new InvalidOperationException(
            $"SpectralNormalization '{Name}': expected a layer with a weight 'kernel' or 'embeddings', got {Layer.ClassName} " +
            $"'{Layer.Name}'; wrap a layer such as Dense or Conv2D.");
        Initializer initializer = new Initializers.TruncatedNormal(stddev: 0.02);
        vectorU = AddWeight("vector_u", [1, found.Shape[^1]], initializer, trainable: false, dtype: found.DType);
        kernel = found;
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (context.Training)
            Normalize(kernel!, vectorU!);
        Symbol output = Layer.Apply(x, context);
        return x.DType.IsFloatingPoint ? output.Cast(x.DType) : output;
    }

    private void Normalize(Symbol weights, Symbol vector)
    {
        Symbol matrix = weights.Reshape([-1, weights.Shape[^1]]), u = vector, v = matrix;
        for (int i = 0; i < PowerIterations; i++)
        {
            v = Ops.Normalize(RawOps.MatMul(u, matrix, transposeB: true));
            u = Ops.Normalize(RawOps.MatMul(v, matrix));
        }

        Symbol sigma = RawOps.MatMul(RawOps.MatMul(v, matrix), u, transposeB: true);
        // A kernel of zeros has no direction and stays.
        Symbol isZero = Ops.All(RawOps.Equal(weights, weights.Number(0)));
        Symbol divided = weights / sigma.Reshape([]);
        vectorU!.Assign(RawOps.SelectV2(isZero, vector, u));
        kernel!.Assign(RawOps.SelectV2(isZero, weights, divided));
    }
}
