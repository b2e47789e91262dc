using System.Globalization;
namespace Keras.Optimizers;

/// <summary>The arguments that all optimizers share.</summary>
internal sealed record OptimizerOptions
{
    public double? WeightDecay { get; init; }

    public double? ClipNorm { get; init; }

    public double? GlobalClipNorm { get; init; }

    public double? ClipValue { get; init; }

    public bool UseEma { get; init; }

    public double EmaMomentum { get; init; } = 0.99;

    public int? EmaOverwriteFrequency { get; init; }

    public double? LossScaleFactor { get; init; }

    public int? GradientAccumulationSteps { get; init; }

    /// <summary>Reads them; AdamW and its kin decay weights where the config says nothing of it.</summary>
    public static OptimizerOptions FromConfig(Config config, OptimizerOptions defaults) => new()
    {
        WeightDecay = config.Keys.Contains("weight_decay") ? config.GetOptionalDouble("weight_decay") : defaults.WeightDecay,
        ClipNorm = config.GetOptionalDouble("clipnorm"),
        GlobalClipNorm = config.GetOptionalDouble("global_clipnorm"),
        ClipValue = config.GetOptionalDouble("clipvalue"),
        UseEma = config.GetBool("use_ema", false),
        EmaMomentum = config.GetDouble("ema_momentum", 0.99),
        EmaOverwriteFrequency = config.GetOptionalInt("ema_overwrite_frequency"),
        LossScaleFactor = config.GetOptionalDouble("loss_scale_factor"),
        GradientAccumulationSteps = config.GetOptionalInt("gradient_accumulation_steps"),
    };

    /// <summary>Writes them in Keras's order, behind the name and the learning rate.</summary>
    public void Write(Config config) => config
        .Set("weight_decay", WeightDecay)
        .Set("clipnorm", ClipNorm)
        .Set("global_clipnorm", GlobalClipNorm)
        .Set("clipvalue", ClipValue)
        .Set("use_ema", UseEma)
        .Set("ema_momentum", EmaMomentum)
        .Set("ema_overwrite_frequency", EmaOverwriteFrequency)
        .Set("loss_scale_factor", LossScaleFactor)
        .Set("gradient_accumulation_steps", GradientAccumulationSteps);

    /// <summary>Checks what the optimizer cannot work with.</summary>
    /// <exception cref="ArgumentException">An argument is out of range, or two exclude each other.</exception>
    public void Check(string optimizer)
    {
        int limits = new[] { ClipNorm, ClipValue, GlobalClipNorm }.Count(l => l is not null);
        if (limits > 1)
            throw new ArgumentException(
                $"{optimizer}: set only one of ClipNorm, ClipValue and GlobalClipNorm, got {limits}; leave the others null.");
        RequirePositive(optimizer, nameof(ClipNorm), ClipNorm);
        RequirePositive(optimizer, nameof(ClipValue), ClipValue);
        RequirePositive(optimizer, nameof(GlobalClipNorm), GlobalClipNorm);
        if (UseEma && EmaMomentum is not (>= 0 and <= 1))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{optimizer}: expected an EmaMomentum in [0, 1], got {EmaMomentum}."));
        if (GradientAccumulationSteps < 2)
            throw new ArgumentException($"{optimizer}: expected GradientAccumulationSteps of at least 2, got {GradientAccumulationSteps}.");
    }

    private static void RequirePositive(string optimizer, string name, double? limit)
    {
        if (limit is not (null or > 0))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{optimizer}: expected a {name} above 0, or null for none, got {limit}."));
    }
}
