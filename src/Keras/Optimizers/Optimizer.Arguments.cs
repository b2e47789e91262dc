using Keras.Optimizers;

namespace Keras;

/// <content>The arguments that all optimizers share, and the config.</content>
public abstract partial class Optimizer
{
    private OptimizerOptions options = new();

    /// <summary>The maximal norm of each gradient; larger ones are scaled down. Default: null, no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">Another limit of clipping is set as well, or the optimizer leaves clipping to
    /// others.</exception>
    public double? ClipNorm
    {
        get => options.ClipNorm;
        init => Use(options with { ClipNorm = OptimizerOptions.Positive(value, nameof(ClipNorm), ClassName) }, nameof(ClipNorm));
    }

    /// <summary>The maximal absolute value of each element of a gradient. Default: null, no limit.</summary>
    /// <inheritdoc cref="ClipNorm" path="/exception"/>
    public double? ClipValue
    {
        get => options.ClipValue;
        init => Use(options with { ClipValue = OptimizerOptions.Positive(value, nameof(ClipValue), ClassName) }, nameof(ClipValue));
    }

    /// <summary>The maximal global norm, of all gradients together; larger ones are scaled down. Default: null, no limit.</summary>
    /// <inheritdoc cref="ClipNorm" path="/exception"/>
    public double? GlobalClipNorm
    {
        get => options.GlobalClipNorm;
        init => Use(
            options with { GlobalClipNorm = OptimizerOptions.Positive(value, nameof(GlobalClipNorm), ClassName) }, nameof(GlobalClipNorm));
    }

    /// <summary>
    /// The weight decay: this fraction of each weight, times the learning rate, is subtracted before an update (Loshchilov and Hutter,
    /// 2019). Default: null, none.
    /// </summary>
    [CommonArgument]
    public double? WeightDecay
    {
        get => options.WeightDecay;
        init => Use(options with { WeightDecay = Hyperparameter.Finite(value, nameof(WeightDecay), ClassName) }, nameof(WeightDecay));
    }

    /// <summary>Whether an exponential moving average of the weights replaces them at the end of training. Default: false.</summary>
    public bool UseEma
    {
        get => options.UseEma;
        init => Use(options with { UseEma = value }, nameof(UseEma));
    }

    /// <summary>Decay rate of the moving average, in [0, 1]. Default: 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number, or is out of range where averages are
    /// used.</exception>
    public double EmaMomentum
    {
        get => options.EmaMomentum;
        init => Use(options with { EmaMomentum = Hyperparameter.Finite(value, nameof(EmaMomentum), ClassName) }, nameof(EmaMomentum));
    }

    /// <summary>
    /// The number of steps between overwrites of the weights by the moving average. Default: null, only at the end of training.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? EmaOverwriteFrequency
    {
        get => options.EmaOverwriteFrequency;
        init => Use(options with { EmaOverwriteFrequency = value }, nameof(EmaOverwriteFrequency));
    }

    /// <summary>
    /// The loss scale: the loss is multiplied by it before differentiation, and the gradients divided by it. Default: null, none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number above 0.</exception>
    public double? LossScaleFactor
    {
        get => options.LossScaleFactor;
        init => Use(
            options with { LossScaleFactor = OptimizerOptions.Positive(value, nameof(LossScaleFactor), ClassName) },
            nameof(LossScaleFactor));
    }

    /// <summary>
    /// The number of steps whose gradients are accumulated before the weights are updated by their mean. Default: null, one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int? GradientAccumulationSteps
    {
        get => options.GradientAccumulationSteps;
        init => Use(options with { GradientAccumulationSteps = value }, nameof(GradientAccumulationSteps));
    }

    /// <summary>Gets the place where an argument has to be set instead, for optimizers around others; null where it is set here.</summary>
    private protected virtual string? OwnerOf(string argument) => null;

    /// <summary>Leaves the scaling of the loss to an optimizer around this one.</summary>
    internal void ReplaceLossScale(double? factor) => options = options with { LossScaleFactor = factor };

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        config.Set("name", Name);
        _ = schedule is null ? config.Set("learning_rate", (double)(float)LearningRate) : config.Set("learning_rate", schedule);
        options.Write(config);
    }

    /// <summary>Takes from a config the arguments that every optimizer has; a class reads only its own.</summary>
    internal void ReadConfig(Config config)
    {
        Rename(config.GetString("name", null) ?? name);
        OptimizerOptions read = OptimizerOptions.FromConfig(config, options);
        read.Check(ClassName);
        options = read;
        System.Text.Json.Nodes.JsonNode? rate = config.GetNode("learning_rate");
        if (rate is System.Text.Json.Nodes.JsonObject serialized)
            schedule = Optimizers.Schedules.ScheduleRegistry.Instance.FromJson(serialized);
        else if (rate is not null && RateOwner is null && schedule is null
            && (float)config.GetDouble("learning_rate") != (float)learningRate)
            LearningRate = Hyperparameter.Meant(config.GetDouble("learning_rate"));
    }

    private void Use(OptimizerOptions given, string argument)
    {
        if (OwnerOf(argument) is { } owner)
            throw new ArgumentException($"{ClassName}: expected {argument} on the {owner}, got it on the optimizer around; set it there.");
        given.Check(ClassName);
        options = given;
    }
}
