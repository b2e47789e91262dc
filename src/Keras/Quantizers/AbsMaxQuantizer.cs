using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Quantizers;

/// <summary>
/// Absolute-maximum quantization: values are multiplied by <c>max(range) / (max|x| + ε)</c> and rounded to the nearest integer
/// (<c>keras.quantizers.AbsMaxQuantizer</c>).
/// </summary>
public sealed class AbsMaxQuantizer : Quantizer
{
    /// <summary>Creates a quantizer.</summary>
    /// <param name="axis">The axes that share a scale. Default: those of each call, or else the last.</param>
    /// <param name="minimum">The smallest integer. Default: -127.</param>
    /// <param name="maximum">The largest integer. Default: 127.</param>
    /// <param name="epsilon">Added to the largest magnitude, so that zeros have a scale. Default: 1e-7.</param>
    /// <param name="outputDType">The type of the integers. Default: int8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The integers do not fit the type, or epsilon is no finite number.</exception>
    public AbsMaxQuantizer(
        Axes axis = default, int minimum = -127, int maximum = 127, double epsilon = 1e-7, DType outputDType = DType.Int8)
        : base(outputDType)
    {
        if (outputDType == DType.Int8 && minimum < sbyte.MinValue)
            throw new ArgumentOutOfRangeException(nameof(minimum), minimum,
                $"AbsMaxQuantizer: expected a range within [-128, 127] for int8, got [{minimum}, {maximum}].");
        if (maximum <= 0 || maximum <= minimum || (outputDType == DType.Int8 && maximum > sbyte.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum,
                $"AbsMaxQuantizer: expected a range within [-128, 127] for int8 that ends above 0, got [{minimum}, {maximum}].");
        (Axis, Minimum, Maximum) = (axis, minimum, maximum);
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(AbsMaxQuantizer));
    }

    /// <summary>The axes that share a scale; all (the default) for those of each call, or else the last.</summary>
    public Axes Axis { get; }

    /// <summary>The smallest integer.</summary>
    public int Minimum { get; }

    /// <summary>The largest integer.</summary>
    public int Maximum { get; }

    /// <summary>The number added to the largest magnitude.</summary>
    public double Epsilon { get; }

    internal static AbsMaxQuantizer FromConfig(Config config)
    {
        int[] range = config.GetIntegers("value_range") ?? [-127, 127];
        if (range.Length != 2)
            throw new ConfigException("AbsMaxQuantizer: expected a value_range of two integers, "
                + $"got {PythonJson.WriteCompact(config.GetNode("value_range"))}.");
        return new(config.GetIntegers("axis"), range[0], range[1], config.GetDouble("epsilon", 1e-7),
            DTypes.Parse(config.GetString("output_dtype", "int8")));
    }

    /// <inheritdoc/>
    protected override (Symbol Quantized, Symbol Scale) Call(Symbol x, Axes? axis) => Quantization.AbsMaxQuantize(
        x, axis ?? (Axis.IsAll ? -1 : Axis), Minimum, Maximum, OutputDType, Epsilon);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        config.SetNode("value_range", new JsonArray(Minimum, Maximum))
            .Set("epsilon", Epsilon)
            .Set("output_dtype", OutputDType.StandardName);
        if (!Axis.IsAll)
            config.Set("axis", Axis.AsSpan());
    }
}
