using System.Globalization;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Another optimizer with a loss scale that finds its size: doubled after a number of steps whose gradients are all finite; halved, and the
/// step left out, where one is not. For training in float16, whose small gradients would vanish
/// (<c>keras.optimizers.LossScaleOptimizer</c>).
/// </summary>
[KerasSerializable]
[ConfigOrder(nameof(Name), nameof(InnerOptimizer), nameof(InitialScale), nameof(DynamicGrowthSteps), WithoutBase = true)]
public sealed partial class LossScaleOptimizer : Optimizer
{
    private Weight? stepCounter;
    private Weight? dynamicScale;
    private IReadOnlyList<(Weight Weight, Symbol Value)> overwriting = [];

    /// <summary>A loss scale around an optimizer.</summary>
    /// <param name="innerOptimizer">
    /// The optimizer that makes the steps; its own <see cref="Optimizer.LossScaleFactor"/> is switched off.
    /// </param>
    /// <param name="initialScale">The first scale, above 0. Default: 32768.</param>
    /// <param name="dynamicGrowthSteps">The number of consecutive finite steps after which the scale doubles. Default: 2000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale or the number of steps is out of range.</exception>
    public LossScaleOptimizer(Optimizer innerOptimizer, double initialScale = 32768, int dynamicGrowthSteps = 2000)
        : base(0)
    {
        ArgumentNullException.ThrowIfNull(innerOptimizer);
        if (!(initialScale > 0) || !double.IsFinite(initialScale))
            throw new ArgumentOutOfRangeException(nameof(initialScale), initialScale,
                string.Create(CultureInfo.InvariantCulture, $"LossScaleOptimizer: expected a finite scale above 0, got {initialScale}."));
        if (dynamicGrowthSteps < 1)
            throw new ArgumentOutOfRangeException(nameof(dynamicGrowthSteps), dynamicGrowthSteps,
                $"LossScaleOptimizer: expected at least 1 step, got {dynamicGrowthSteps}.");
        InnerOptimizer = innerOptimizer;
        InitialScale = Hyperparameter.Meant(initialScale);
        DynamicGrowthSteps = dynamicGrowthSteps;
        innerOptimizer.ReplaceLossScale(null);
    }

    /// <summary>The optimizer that makes the steps.</summary>
    public Optimizer InnerOptimizer { get; }

    /// <summary>The first scale.</summary>
    public double InitialScale { get; }

    /// <summary>The number of consecutive finite steps after which the scale doubles.</summary>
    public int DynamicGrowthSteps { get; }

    /// <summary>Whether Compile put it around the optimizer that it was given, which files name then, as in Keras.</summary>
    internal bool IsAutomatic { get; init; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Optimizer> Inner => [InnerOptimizer];

    /// <inheritdoc/>
    protected internal override Weight IterationWeight => InnerOptimizer.IterationWeight;

    /// <inheritdoc/>
    protected internal override Optimizer? RateOwner => InnerOptimizer;

    /// <inheritdoc/>
    private protected override string OwnerOf(string argument) => "InnerOptimizer";

    /// <inheritdoc/>
    protected internal override void CheckState(Weight weight, Tensor value)
    {
        base.CheckState(weight, value);
        if (weight == stepCounter)
            CheckCount(value, weight.Path);
        if (weight == dynamicScale && value.ToScalar<float>() is var scale && !(float.IsFinite(scale) && scale > 0))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{weight.Path}: expected a finite number above 0, got {scale}; the file is damaged."));
    }

    /// <inheritdoc/>
    protected internal override Symbol ScaleLoss(Symbol loss) => loss * dynamicScale!.ToSymbol().Cast(loss.DType);

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        stepCounter = AddState("step_counter", Shape.Scalar, DType.Int64, new Initializers.Zeros());
        dynamicScale = AddState("dynamic_scale", Shape.Scalar, DType.Float32, new Initializers.Constant(InitialScale));
        InnerOptimizer.Build(BuiltFor);
    }

    private protected override void Overwrite(IReadOnlyList<(Weight Weight, Symbol Value)> values) => overwriting = values;

    // The step is computed in any case and kept only where all is finite: a select, unlike a branch, lets the compiler fuse the step.
    /// <inheritdoc/>
    protected internal override void WriteStep(IReadOnlyList<Gradient?> gradients)
    {
        Symbol scale = dynamicScale!, counter = stepCounter!;
        IReadOnlyList<(Weight Weight, Symbol Value)> values = overwriting;
        overwriting = [];
        Symbol[] finite =
            [.. gradients.OfType<Gradient>().Select(g => AllFinite(g.Values)), .. values.Select(v => AllFinite(v.Value))];
        Symbol isFinite = finite.Length == 0 ? scale.Graph.Constant(1, DType.Int32).Cast(DType.Bool)
            : finite.Aggregate((a, b) => RawOps.LogicalAnd(a, b));
        Weight[] kept = [.. Trained, .. values.Select(v => v.Weight), .. InnerOptimizer.Weights];
        Symbol[] before = [.. kept.Select(w => w.ToSymbol())];
        OverwriteBy(InnerOptimizer, values);
        InnerOptimizer.Apply([.. gradients.Select(g => g is { } gradient ? gradient.Map(x => x / scale.Cast(x.DType)) : g)]);
        for (int i = 0; i < kept.Length; i++)
        {
            Symbol after = kept[i].ToSymbol();
            if (after != before[i])
                kept[i].Assign(RawOps.SelectV2(isFinite, after, before[i]));
        }

        Symbol grows = RawOps.Equal(counter, counter.Number(DynamicGrowthSteps - 1));
        stepCounter!.Assign(RawOps.SelectV2(RawOps.LogicalAnd(isFinite, RawOps.LogicalNot(grows)), counter + 1, counter.Number(0)));
        dynamicScale!.Assign(RawOps.SelectV2(isFinite, RawOps.SelectV2(grows, scale * 2, scale), scale * 0.5));
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) => InnerOptimizer.Update(gradient, weight, rate);

    private static Symbol AllFinite(Symbol gradient) =>
        RawOps.All(RawOps.IsFinite(gradient), gradient.Graph.Constant([.. Enumerable.Range(0, gradient.Rank)]));
}
