using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A kernel with float8 products, in training too: inputs and kernel are rounded to E4M3, gradients of the output to E5M2, with scales that
/// follow from the largest magnitudes of earlier steps. New scales and magnitudes are gradients, as in Keras, which overwrite the old ones.
/// </summary>
internal sealed class Float8Kernel(Layer layer, KernelForm form) : QuantizedKernel(layer, form)
{
    private const int DefaultHistory = 1024;
    private (Weight Scale, Weight History)? input;
    private (Weight Scale, Weight History)? kernel;
    private (Weight Scale, Weight History)? gradient;

    public override bool KeepsOriginal => true;

    public override bool TakesLora => false;

    public override bool IsFixed => false;

    public override bool MixesSamples => true;

    public override IReadOnlyList<Weight> Saved(IReadOnlyList<Weight> own) => [.. own.Except(Made), .. Made];

    public override void Create() => (input, kernel, gradient) = (Pair("inputs"), Pair("kernel"), Pair("outputs_grad"));

    public override Symbol[] Quantize(Symbol original) => [];

    public override Symbol Dequantized(DType dtype) => throw new NotSupportedException("A kernel of float8 is there in full precision.");

    public override Symbol Multiply(Symbol x, Weight? original, CallContext context)
    {
        Symbol left = Rounded(x, input!.Value, context.Training), right = Rounded(original!.ToSymbol(), kernel!.Value, context.Training);
        return RoundedGradient(Form.Multiply(left, right), gradient!.Value);
    }

    // As Keras, for which the addition is a part of the product then.
    public override Symbol Bias(Weight bias) =>
        ComputeDType == DType.Float32 ? bias.ToSymbol().Cast(DType.BFloat16).Cast(DType.Float32) : bias;

    private (Weight Scale, Weight History) Pair(string name)
    {
        int length = Layer.ResolvedPolicy is QuantizedFloat8DTypePolicy policy ? policy.AmaxHistoryLength : DefaultHistory;
        Weight scale = Add($"{name}_scale", Shape.Scalar, DType.Float32, Initializers.Ones, trainable: true);
        Weight history = Add($"{name}_amax_history", [length], DType.Float32, trainable: true);
        (scale.OverwriteWithGradient, history.OverwriteWithGradient) = (true, true);
        return (scale, history);
    }

    private static Symbol Rounded(Symbol x, (Weight Scale, Weight History) pair, bool training) => Ops.CustomGradient(inputs =>
    {
        Symbol rounded = Quantization.QuantizeAndDequantize(inputs[0], inputs[1], Float8Format.E4M3FN);
        return (new[] { rounded }, (Func<Symbol[], Symbol?[]>)(dys => training
            ? [dys[0], NewScale(inputs[1], inputs[2], Float8Format.E4M3FN), Quantization.ComputeFloat8AmaxHistory(inputs[0], inputs[2])]
            : [dys[0], null, null]));
    })([x, pair.Scale.ToSymbol(autocast: false), pair.History.ToSymbol(autocast: false)])[0];

    private static Symbol RoundedGradient(Symbol x, (Weight Scale, Weight History) pair) => Ops.CustomGradient(inputs =>
    {
        return (new[] { RawOps.Identity(inputs[0]) }, (Func<Symbol[], Symbol?[]>)(dys =>
        [
            Quantization.QuantizeAndDequantize(dys[0], inputs[1], Float8Format.E5M2),
            NewScale(inputs[1], inputs[2], Float8Format.E5M2),
            Quantization.ComputeFloat8AmaxHistory(dys[0], inputs[2]),
        ]));
    })([x, pair.Scale.ToSymbol(autocast: false), pair.History.ToSymbol(autocast: false)])[0];

    private static Symbol NewScale(Symbol scale, Symbol history, Float8Format format) =>
        Quantization.ComputeFloat8Scale(Ops.Max(history, 0), scale, format);
}
