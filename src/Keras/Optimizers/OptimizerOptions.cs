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

    /// <summary>
    /// Reads them; AdamW and its kin decay weights where the config says nothing of it. In files of Keras a limit of clipping that is not
    /// above 0 clips nothing, and 0 steps of accumulation or between overwrites stand for none.
    /// </summary>
    public static OptimizerOptions FromConfig(Config config, OptimizerOptions defaults) => new()
    {
        WeightDecay = config.Keys.Contains("weight_decay") ? config.GetOptionalDouble("weight_decay") : defaults.WeightDecay,
        ClipNorm = Above0(config.GetOptionalDouble("clipnorm")),
        GlobalClipNorm = Above0(config.GetOptionalDouble("global_clipnorm")),
        ClipValue = Above0(config.GetOptionalDouble("clipvalue")),
        UseEma = config.GetBool("use_ema", false),
        EmaMomentum = config.GetDouble("ema_momentum", 0.99),
        EmaOverwriteFrequency = Other0(config.GetOptionalInt("ema_overwrite_frequency")),
        LossScaleFactor = config.GetOptionalDouble("loss_scale_factor"),
        GradientAccumulationSteps = Other0(config.GetOptionalInt("gradient_accumulation_steps")),
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
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">Two arguments exclude each other.</exception>
    public void Check(string optimizer)
    {
        int limits = new[] { ClipNorm, ClipValue, GlobalClipNorm }.Count(l => l is not null);
        if (limits > 1)
            throw new ArgumentException(
                $"{optimizer}: expected only one of ClipNorm, ClipValue and GlobalClipNorm, got {limits}; leave the others null.");
        if (UseEma)
            RequireFraction(optimizer, nameof(EmaMomentum), EmaMomentum);
        RequireAtLeast(optimizer, nameof(EmaOverwriteFrequency), EmaOverwriteFrequency, 1);
        RequireAtLeast(optimizer, nameof(GradientAccumulationSteps), GradientAccumulationSteps, 2);
    }

    /// <summary>The value meant of an argument that has to be above 0 where it is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    public static double? Positive(double? value, string argument, string optimizer) => value is null ? null
        : value > 0 && double.IsFinite(value.Value) ? Hyperparameter.Meant(value.Value)
        : throw new ArgumentOutOfRangeException(argument, value, string.Create(
            CultureInfo.InvariantCulture, $"{optimizer}: expected a finite {argument} above 0, or null for none, got {value}."));

    private static void RequireFraction(string optimizer, string argument, double value)
    {
        if (value is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(argument, value, string.Create(
                CultureInfo.InvariantCulture, $"{optimizer}: expected an {argument} in [0, 1], got {value}."));
    }

    private static void RequireAtLeast(string optimizer, string argument, int? value, int least)
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(
                argument, value, $"{optimizer}: expected {argument} of at least {least}, or null for none, got {value}.");
    }

    private static double? Above0(double? limit) => limit > 0 ? limit : null;

    private static int? Other0(int? count) => count == 0 ? null : count;
}
