using TensorFlow;

namespace Keras.Quantizers;

/// <summary>
/// Absolute-maximum quantization: values are multiplied by <c>max(range) / (max|x| + ε)</c> and rounded to the nearest integer
/// (<c>keras.quantizers.AbsMaxQuantizer</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Minimum), nameof(Epsilon), nameof(OutputDType), nameof(Axis))]
public sealed partial class AbsMaxQuantizer : Quantizer
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
    [ConfigArgument(Writer = nameof(WriteAxis))]
    public Axes Axis { get; }

    /// <summary>The smallest integer.</summary>
    [ConfigArgument("value_range", Reader = nameof(ReadMinimum), Writer = nameof(WriteRange))]
    public int Minimum { get; }

    /// <summary>The largest integer.</summary>
    [ConfigArgument("value_range", Reader = nameof(ReadMaximum), Writer = "")]
    public int Maximum { get; }

    /// <summary>The number added to the largest magnitude.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override (Symbol Quantized, Symbol Scale) Call(Symbol x, Axes? axis) => Quantization.AbsMaxQuantize(
        x, axis ?? (Axis.IsAll ? -1 : Axis), Minimum, Maximum, OutputDType, Epsilon);

    private static int ReadMinimum(Config config, string key, int missing) => Range(config, key)?[0] ?? missing;

    private static int ReadMaximum(Config config, string key, int missing) => Range(config, key)?[1] ?? missing;

    private static int[]? Range(Config config, string key) => config.GetIntegers(key) is not { } range ? null
        : range.Length == 2 ? range : throw new ConfigException(
            $"AbsMaxQuantizer: expected a {key} of two integers, got {PythonJson.WriteCompact(config.GetNode(key))}.");

    private void WriteRange(Config config) => config.Set("value_range", [Minimum, Maximum]);

    // As in Keras, axes are a list, and not there for the default.
    private void WriteAxis(Config config)
    {
        if (!Axis.IsAll)
            config.Set("axis", Axis.AsSpan());
    }
}
