using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>A kernel that GPTQ or AWQ quantized: integers with a scale and a zero point for each group of inputs of a unit.</summary>
internal sealed class CalibratedKernel : QuantizedKernel
{
    private const int PackedBits = 4;
    private readonly string mode;
    private readonly int bits;
    private readonly int groupSize;
    private readonly bool symmetric;
    private Weight? kernel;
    private Weight? scale;
    private Weight? zero;
    private Weight? inputScales;
    private Weight? groups;

    public CalibratedKernel(Layer layer, KernelForm form, string mode, QuantizationConfig? config)
        : base(layer, form)
    {
        this.mode = mode;
        symmetric = config is GPTQConfig { Symmetric: true };
        (bits, groupSize) = (config, layer.ResolvedPolicy) switch
        {
            (CalibrationConfig known, _) => (known.Bits, known.GroupSize),
            (_, GPTQDTypePolicy policy) => (policy.WeightBits, policy.GroupSize),
            (_, AWQDTypePolicy policy) => (policy.WeightBits, policy.GroupSize),
            _ => throw new NotSupportedException(
                $"{layer.ClassName} '{layer.Name}': expected a {mode} policy with bits and group size, got {layer.ResolvedPolicy.Name}."),
        };
    }

    public override bool TakesLora => false;

    private bool IsPacked => bits == PackedBits;

    public override IReadOnlyList<Weight> Saved(IReadOnlyList<Weight> own) => [.. own.Except(Made), .. Made];

    // Keras 3.15.1 leaves the zero points out of its files; those of a symmetric range are all the same.
    public override IReadOnlyList<Weight> SavedIn(int count, IReadOnlyList<Weight> saved)
    {
        if (count != saved.Count - 1)
            return saved;
        return symmetric ? [.. saved.Where(w => w != zero)] : throw new InvalidDataException(
            $"{Layer.ClassName} '{Layer.Name}': expected {saved.Count} variables with the zero points of its {mode} weights, but the file "
            + $"has {count}: Keras 3.15.1 leaves zero points out. Quantize the original model here, or with Symmetric = true in Keras "
            + "(GPTQConfig), which needs none.");
    }

    public override void Create()
    {
        (int rows, int columns) = Form.Matrix;
        int count = groupSize == -1 ? 1 : (rows + groupSize - 1) / groupSize;
        kernel = Add("kernel", [IsPacked ? (columns + 1) / 2 : columns, rows], DType.UInt8);
        scale = Add("kernel_scale", [columns, count], initializer: Initializers.Ones);
        zero = Add(Form is DenseForm ? "kernel_zero" : "zero_point", [columns, count], DType.UInt8,
            symmetric ? new Initializers.Constant(1 << (bits - 1)) : null);
        inputScales = mode == "awq" ? Add("awq_scales", [rows], initializer: Initializers.Ones) : null;
        groups = Add("g_idx", [rows], DType.Float32);
    }

    public override Symbol[] Quantize(Symbol original) => throw new NotSupportedException(
        $"{mode} quantizes with calibration data, got a kernel alone; call Quantize of the model.");

    public override Symbol Dequantized(DType dtype)
    {
        (_, int columns) = Form.Matrix;
        Symbol integers = IsPacked ? Quantization.UnpackInt4(kernel!, columns) : kernel!;
        Symbol numbers = Ops.Transpose(Quantization.DequantizeWithSZMap(
            integers, Read(scale!, dtype), zero!, Read(groups!, DType.Int32)));
        if (inputScales is not null)
            numbers /= Ops.ExpandDims(Read(inputScales, dtype), -1);
        return numbers.Reshape(Form.Kernel);
    }

    public override Symbol Multiply(Symbol x, Weight? original, CallContext context) => Form.Multiply(x, Dequantized(ComputeDType));

    protected override Tensor[] ValuesOf(Weight original)
    {
        CalibratedValues values = (Layer as LoraLayer)?.Calibrated ?? throw new InvalidOperationException(
            $"{Layer.ClassName} '{Layer.Name}': {mode} needs the inputs that the layer gets in a model; call Quantize of the model, "
            + "with the layer in a block of the config's LayerStructure.");
        List<Tensor> made = [IsPacked ? Packed(values.Integers) : Of(values.Integers), Of(values.Scale), Of(values.Zero)];
        if (values.InputScales is { } scales)
            made.Add(Tensor.Create<float>(scales));
        made.Add(Tensor.Create<float>(values.Groups));
        return [.. made];
    }

    private static Tensor Of<T>(T[,] matrix)
        where T : unmanaged => Tensor.Create<T>([.. matrix.Cast<T>()], [matrix.GetLength(0), matrix.GetLength(1)]);

    private static Tensor Packed(byte[,] matrix)
    {
        using Tensor integers = Of(matrix);
        using StatefulFunction function = StatefulFunction.Trace("pack", [TensorSpec.Of(integers)],
            inputs => [Quantization.PackInt4(inputs[0])]);
        return function.Run([integers])[0];
    }
}
