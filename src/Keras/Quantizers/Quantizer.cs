using Keras.Quantizers;
using TensorFlow;

namespace Keras;

/// <summary>Quantizes floating-point values to integers with a scale (<c>keras.Quantizer</c>).</summary>
public abstract class Quantizer : KerasObject
{
    /// <summary>Creates a quantizer.</summary>
    /// <param name="outputDType">The type of the integers. Default: int8.</param>
    protected Quantizer(DType outputDType = DType.Int8) => OutputDType = outputDType;

    /// <summary>
    /// Gets the classes of quantizers by name, for reading one that is an argument: <c>config.GetObject("quantizer",
    /// Quantizer.Registry)</c>.
    /// </summary>
    public static Registry<Quantizer> Registry => QuantizerRegistry.Instance;

    /// <summary>The type of the integers.</summary>
    public DType OutputDType { get; }

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Quantizer).Assembly ? "keras.quantizers" : null;

    /// <summary>Writes the quantization of values.</summary>
    /// <param name="x">The values.</param>
    /// <param name="axis">The axes that share a scale. Default: those of the quantizer.</param>
    /// <returns>The integers, and the scale by which the values were multiplied, with the axes that share it at length 1.</returns>
    public (Symbol Quantized, Symbol Scale) Apply(Symbol x, Axes? axis = null) => Call(x, axis);

    /// <summary>Quantizes values and computes the result at once.</summary>
    /// <param name="x">The values.</param>
    /// <param name="axis">The axes that share a scale. Default: those of the quantizer.</param>
    /// <returns>The integers, and the scale by which the values were multiplied; the caller disposes both.</returns>
    public (Tensor Quantized, Tensor Scale) Apply(Tensor x, Axes? axis = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        using StatefulFunction function = StatefulFunction.Trace("quantize", [TensorSpec.Of(x)], inputs =>
        {
            (Symbol quantized, Symbol scale) = Call(inputs[0], axis);
            return [quantized, scale];
        });
        Tensor[] results = function.Run([x]);
        return (results[0], results[1]);
    }

    /// <summary>Writes the quantization of values.</summary>
    /// <param name="x">The values.</param>
    /// <param name="axis">The axes that share a scale; null for those of the quantizer.</param>
    /// <returns>The integers, and the scale by which the values were multiplied, with the axes that share it at length 1.</returns>
    protected abstract (Symbol Quantized, Symbol Scale) Call(Symbol x, Axes? axis);
}
