using System.Text.RegularExpressions;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Muon (Jordan et al., 2024): the momentum of each matrix is made orthogonal before it is taken off. Vectors, tensors of more axes,
/// embeddings and excluded layers are updated by AdamW instead (<c>keras.optimizers.Muon</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Muon : Optimizer
{
    // Each is a part of the program.
    private const int MostStepsInConfig = 100;

    private (Weight Momentum, Weight? Velocity)[] slots = [];

    /// <summary>Muon.</summary>
    /// <param name="learningRate">The learning rate. Default: 0.001.</param>
    /// <param name="adamBeta1">The decay rate of AdamW's first-moment estimate (β₁). Default: 0.9.</param>
    /// <param name="adamBeta2">The decay rate of AdamW's second-moment estimate (β₂). Default: 0.999.</param>
    /// <param name="adamWeightDecay">The weight decay of the weights that AdamW updates; 0.004 by default, null for none.</param>
    /// <param name="epsilon">AdamW's constant ε for numerical stability. Default: 1e-7.</param>
    /// <param name="weightDecay">The weight decay of the matrices; 0.004 by default, null for none.</param>
    /// <param name="excludeLayers">Regular expressions; weights whose path has a match are updated by AdamW. None by default.</param>
    /// <param name="excludeEmbeddings">Whether AdamW updates embeddings. Default: true.</param>
    /// <param name="adamLrRatio">The factor of AdamW's learning rate. Default: 1.</param>
    /// <param name="momentum">The momentum. Default: 0.95.</param>
    /// <param name="nsSteps">The number of Newton-Schulz iterations. Default: 5.</param>
    /// <param name="nesterov">Whether the momentum is Nesterov's. Default: true.</param>
    /// <param name="rmsRate">
    /// The root mean square of updates relative to AdamW's; 0.2 by default, null to leave updates as they are.
    /// </param>
    /// <exception cref="ArgumentException">The learning rate or the number of steps is out of range, or an expression is none.</exception>
    [ConfigConstructor]
    public Muon(
        double learningRate = 0.001,
        double adamBeta1 = 0.9,
        double adamBeta2 = 0.999,
        double? adamWeightDecay = 0.004,
        double epsilon = 1e-7,
        double? weightDecay = 0.004,
        IReadOnlyList<string>? excludeLayers = null,
        bool excludeEmbeddings = true,
        double adamLrRatio = 1,
        double momentum = 0.95,
        int nsSteps = 5,
        bool nesterov = true,
        double? rmsRate = 0.2)
        : base(learningRate)
    {
        Core.Required.AtLeast("Muon", 0, nsSteps);
        AdamBeta1 = Hyperparameter.Finite(adamBeta1, nameof(adamBeta1), nameof(Muon));
        AdamBeta2 = Hyperparameter.Finite(adamBeta2, nameof(adamBeta2), nameof(Muon));
        AdamWeightDecay = Hyperparameter.Finite(adamWeightDecay, nameof(adamWeightDecay), nameof(Muon));
        Epsilon = Hyperparameter.Finite(epsilon, nameof(epsilon), nameof(Muon));
        WeightDecay = Hyperparameter.Finite(weightDecay, nameof(weightDecay), nameof(Muon));
        ExcludeLayers = [.. excludeLayers ?? []];
        ExcludeEmbeddings = excludeEmbeddings;
        AdamLrRatio = Hyperparameter.Finite(adamLrRatio, nameof(adamLrRatio), nameof(Muon));
        Momentum = Hyperparameter.Finite(momentum, nameof(momentum), nameof(Muon));
        NsSteps = nsSteps;
        Nesterov = nesterov;
        RmsRate = Hyperparameter.Finite(rmsRate, nameof(rmsRate), nameof(Muon));
        foreach (string expression in ExcludeLayers)
            _ = Regex.IsMatch("", expression, RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>Muon, with a learning rate that follows a schedule.</summary>
    ///
    /// <inheritdoc cref="Muon(double, double, double, double?, double, double?, IReadOnlyList{string}, bool, double, double, int, bool, double?)"/>
    public Muon(
        LearningRateSchedule learningRate,
        double adamBeta1 = 0.9,
        double adamBeta2 = 0.999,
        double? adamWeightDecay = 0.004,
        double epsilon = 1e-7,
        double? weightDecay = 0.004,
        IReadOnlyList<string>? excludeLayers = null,
        bool excludeEmbeddings = true,
        double adamLrRatio = 1,
        double momentum = 0.95,
        int nsSteps = 5,
        bool nesterov = true,
        double? rmsRate = 0.2)
        : this(0.001, adamBeta1, adamBeta2, adamWeightDecay, epsilon, weightDecay, excludeLayers,
            excludeEmbeddings, adamLrRatio, momentum, nsSteps, nesterov, rmsRate) =>
        LearningRateSchedule = Required(learningRate);

    /// <summary>The decay rate of AdamW's first-moment estimate (β₁).</summary>
    [ConfigArgument("adam_beta_1")]
    public double AdamBeta1 { get; }

    /// <summary>The decay rate of AdamW's second-moment estimate (β₂).</summary>
    [ConfigArgument("adam_beta_2")]
    public double AdamBeta2 { get; }

    /// <summary>The weight decay of the weights that AdamW updates; null for none.</summary>
    [ConfigArgument(Order = 3)]
    public double? AdamWeightDecay { get; }

    /// <summary>AdamW's constant ε for numerical stability.</summary>
    public double Epsilon { get; }

    /// <summary>Regular expressions; weights whose path has a match are updated by AdamW.</summary>
    public IReadOnlyList<string> ExcludeLayers { get; }

    /// <summary>Whether AdamW updates embeddings.</summary>
    [ConfigArgument(Order = 2)]
    public bool ExcludeEmbeddings { get; }

    /// <summary>The factor of AdamW's learning rate.</summary>
    [ConfigArgument(Order = 1, Writer = nameof(WriteRatio))]
    public double AdamLrRatio { get; }

    /// <summary>The momentum.</summary>
    [ConfigArgument(Order = 1)]
    public double Momentum { get; }

    /// <summary>The number of Newton-Schulz iterations.</summary>
    [ConfigArgument(Order = 1, LargestInFile = MostStepsInConfig)]
    public int NsSteps { get; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    [ConfigArgument(Order = 1)]
    public bool Nesterov { get; }

    /// <summary>The root mean square of updates relative to AdamW's; null to leave updates as they are.</summary>
    [ConfigArgument(Order = 3)]
    public double? RmsRate { get; }

    /// <summary>The factor of x in a Newton-Schulz step. Default: 3.4445.</summary>
    public double MuonA
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(MuonA), nameof(Muon));
    } = 3.4445;

    /// <summary>The factor of x³ in a Newton-Schulz step. Default: -4.775.</summary>
    public double MuonB
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(MuonB), nameof(Muon));
    } = -4.775;

    /// <summary>The factor of x⁵ in a Newton-Schulz step. Default: 2.0315.</summary>
    public double MuonC
    {
        get;
        init => field = Hyperparameter.Finite(value, nameof(MuonC), nameof(Muon));
    } = 2.0315;

    /// <inheritdoc/>
    protected internal override double? DecayOf(Weight weight) =>
        !Decays(weight) ? null : IsForAdam(weight) ? AdamWeightDecay : WeightDecay;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
        slots = [.. trained.Select(w => (AddSlot(w, "momentum"), IsForAdam(w) ? AddSlot(w, "velocity") : null))];

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
    {
        (Weight momentum, Weight? velocity) = slots[SlotIndex(weight)];
        if (velocity is not null)
        {
            UpdateByAdam(gradient, weight, rate * AdamLrRatio, momentum, velocity);
            return;
        }

        Symbol m = momentum;
        m += gradient + (m * (Momentum - 1));
        momentum.Assign(m);
        Symbol direction = Nesterov ? gradient + (Momentum * m) : m;
        Symbol update = rate * new NewtonSchulz(MuonA, MuonB, MuonC, NsSteps).Orthogonalize(direction);
        if (RmsRate is { } size)
            update = update * Math.Sqrt(Math.Max(weight.Shape[0], weight.Shape[1])) * size;
        weight.Assign(weight.ToSymbol() - update);
    }

    // An expression may come from a file, and some would take for ever.
    private static TimeSpan Patience => TimeSpan.FromSeconds(1);

    // Keras writes its default as an integer.
    private void WriteRatio(Config config) =>
        _ = AdamLrRatio == 1 ? config.SetNumber("adam_lr_ratio", AdamLrRatio) : config.Set("adam_lr_ratio", AdamLrRatio);

    private bool IsForAdam(Weight weight) =>
        weight.Shape.Rank != 2
        || (ExcludeEmbeddings && weight.Path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || ExcludeLayers.Any(e => Regex.IsMatch(weight.Path, e, RegexOptions.CultureInvariant, Patience));

    private void UpdateByAdam(Symbol gradient, Weight weight, Symbol rate, Weight momentum, Weight velocity)
    {
        Symbol step = (Iterations + 1).Cast(weight.DType);
        Symbol alpha = rate * RawOps.Sqrt(1 - RawOps.Pow(step.Number((float)AdamBeta2), step)) / (
            1 - RawOps.Pow(step.Number((float)AdamBeta1), step));
        Symbol m = momentum, v = velocity;
        m += (gradient - m) * (1 - AdamBeta1);
        v += (OfElements(gradient, Ops.Square) - v) * (1 - AdamBeta2);
        momentum.Assign(m);
        velocity.Assign(v);
        weight.Assign(weight.ToSymbol() - (m * alpha / (RawOps.Sqrt(v) + Epsilon)));
    }
}
