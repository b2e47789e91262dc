using Keras.Optimizers;

namespace Keras;

/// <content>The arguments that all optimizers share, and the config.</content>
public abstract partial class Optimizer
{
    private OptimizerOptions options = new();

    /// <summary>The maximal norm of each gradient; larger ones are scaled down. Default: null, no limit.</summary>
    public double? ClipNorm
    {
        get => options.ClipNorm;
        init => options = options with { ClipNorm = Hyperparameter.Number(value, nameof(ClipNorm), GetType().Name) };
    }

    /// <summary>The maximal absolute value of each element of a gradient. Default: null, no limit.</summary>
    public double? ClipValue
    {
        get => options.ClipValue;
        init => options = options with { ClipValue = Hyperparameter.Number(value, nameof(ClipValue), GetType().Name) };
    }

    /// <summary>The maximal global norm, of all gradients together; larger ones are scaled down. Default: null, no limit.</summary>
    public double? GlobalClipNorm
    {
        get => options.GlobalClipNorm;
        init => options = options with { GlobalClipNorm = Hyperparameter.Number(value, nameof(GlobalClipNorm), GetType().Name) };
    }

    /// <summary>
    /// The weight decay: this fraction of each weight, times the learning rate, is subtracted before an update (Loshchilov and Hutter,
    /// 2019). Default: null, none.
    /// </summary>
    [CommonArgument]
    public double? WeightDecay
    {
        get => options.WeightDecay;
        init => options = options with { WeightDecay = Hyperparameter.Finite(value, nameof(WeightDecay), GetType().Name) };
    }

    /// <summary>Whether an exponential moving average of the weights replaces them at the end of training. Default: false.</summary>
    public bool UseEma
    {
        get => options.UseEma;
        init => options = options with { UseEma = value };
    }

    /// <summary>Decay rate of the moving average. Default: 0.99.</summary>
    public double EmaMomentum
    {
        get => options.EmaMomentum;
        init => options = options with { EmaMomentum = Hyperparameter.Finite(value, nameof(EmaMomentum), GetType().Name) };
    }

    /// <summary>
    /// The number of steps between overwrites of the weights by the moving average. Default: null, only at the end of training.
    /// </summary>
    public int? EmaOverwriteFrequency
    {
        get => options.EmaOverwriteFrequency;
        init => options = options with { EmaOverwriteFrequency = value };
    }

    /// <summary>
    /// The loss scale: the loss is multiplied by it before differentiation, and the gradients divided by it. Default: null, none.
    /// </summary>
    public double? LossScaleFactor
    {
        get => options.LossScaleFactor;
        init => options = options with { LossScaleFactor = Hyperparameter.Finite(value, nameof(LossScaleFactor), GetType().Name) };
    }

    /// <summary>
    /// The number of steps whose gradients are accumulated before the weights are updated by their mean. Default: null, one.
    /// </summary>
    public int? GradientAccumulationSteps
    {
        get => options.GradientAccumulationSteps;
        init => options = options with { GradientAccumulationSteps = value };
    }

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
        options = OptimizerOptions.FromConfig(config, options);
        System.Text.Json.Nodes.JsonNode? rate = config.GetNode("learning_rate");
        if (rate is System.Text.Json.Nodes.JsonObject serialized)
            schedule = Optimizers.Schedules.ScheduleRegistry.Instance.FromJson(serialized);
        else if (rate is not null && RateOwner is null && schedule is null
            && (float)config.GetDouble("learning_rate") != (float)learningRate)
            LearningRate = Hyperparameter.Meant(config.GetDouble("learning_rate"));
    }
}
