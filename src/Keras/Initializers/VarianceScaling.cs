using System.Globalization;
using TensorFlow;

namespace Keras.Initializers;

/// <summary>
/// Random numbers whose variance fits the number of inputs and outputs of a weight, so that signals keep their size
/// (keras.initializers.VarianceScaling).
/// </summary>
[KerasSerializable]
public partial class VarianceScaling : RandomInitializer
{
    // The standard deviation of a normal distribution truncated at two standard deviations.
    private const double TruncatedStandardDeviation = 0.87962566103423978;
    private IReadOnlyList<int>? inputAxes;
    private IReadOnlyList<int>? outputAxes;

    /// <summary>Variance scaling.</summary>
    /// <param name="scale">The factor of the variance. Default: 1.</param>
    /// <param name="mode">The divisor of the variance: "fan_in" (default), "fan_out" or "fan_avg".</param>
    /// <param name="distribution">"truncated_normal" (default), "untruncated_normal" or "uniform".</param>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    /// <exception cref="ArgumentException">The scale is not above 0, or a name is not known.</exception>
    public VarianceScaling(double scale = 1, string mode = "fan_in", string distribution = "truncated_normal", long? seed = null)
        : base(seed)
    {
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(
                nameof(scale), scale, string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a scale above 0, got {scale}."));
        if (mode is not ("fan_in" or "fan_out" or "fan_avg"))
            throw new UnknownNameException("fan mode", mode, ["fan_in", "fan_out", "fan_avg"]);
        distribution = distribution.ToLowerInvariant();
        if (distribution is not ("truncated_normal" or "untruncated_normal" or "normal" or "uniform"))
            throw new UnknownNameException("distribution", distribution, ["truncated_normal", "untruncated_normal", "uniform"]);
        Scale = Hyperparameter.Finite(scale, nameof(scale), nameof(VarianceScaling));
        Mode = mode;
        Distribution = distribution == "normal" ? "truncated_normal" : distribution;
    }

    /// <summary>The factor of the variance.</summary>
    public double Scale { get; }

    /// <summary>The divisor of the variance.</summary>
    public string Mode { get; }

    /// <summary>The distribution.</summary>
    public string Distribution { get; }

    /// <summary>The axes whose lengths multiply to the number of inputs; null (default) for Keras's rule. Needs <see cref="OutputAxes"/>
    /// too.</summary>
    public IReadOnlyList<int>? InputAxes
    {
        get => inputAxes;
        init => inputAxes = value;
    }

    /// <summary>The axes whose lengths multiply to the number of outputs; null (default) for Keras's rule. Needs <see cref="InputAxes"/>
    /// too.</summary>
    public IReadOnlyList<int>? OutputAxes
    {
        get => outputAxes;
        init => outputAxes = value;
    }

    /// <summary>Whether the class name tells everything but the seed and the axes.</summary>
    private protected virtual bool IsNamed => false;

    /// <summary>An equal initializer whose numbers of inputs and outputs are those of axes; this one where it has axes of its
    /// own.</summary>
    internal VarianceScaling Along(IReadOnlyList<int> inputs, IReadOnlyList<int> outputs)
    {
        if (inputAxes is not null && outputAxes is not null)
            return this;
        VarianceScaling copy = (VarianceScaling)MemberwiseClone();
        (copy.inputAxes, copy.outputAxes) = (inputs, outputs);
        return copy;
    }

    /// <inheritdoc/>
    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random)
    {
        (double fanIn, double fanOut) = Fans.Of(shape, InputAxes, OutputAxes);
        double fan = Mode switch { "fan_in" => fanIn, "fan_out" => fanOut, _ => (fanIn + fanOut) / 2 };
        double variance = Scale / Math.Max(1, fan);
        if (Distribution == "uniform")
        {
            double limit = Math.Sqrt(3 * variance);
            return random.Uniform(shape, -limit, limit, dtype);
        }

        return Distribution == "truncated_normal"
            ? random.TruncatedNormal(shape, 0, Math.Sqrt(variance) / TruncatedStandardDeviation, dtype)
            : random.Normal(shape, 0, Math.Sqrt(variance), dtype);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        if (!IsNamed)
            config.Set("scale", Scale).Set("mode", Mode).Set("distribution", Distribution);
        // Files with these keys cannot be read by Keras before 3.15.
        if (InputAxes is not null)
            config.Set("input_axes", [.. InputAxes]);
        if (OutputAxes is not null)
            config.Set("output_axes", [.. OutputAxes]);
    }
}
