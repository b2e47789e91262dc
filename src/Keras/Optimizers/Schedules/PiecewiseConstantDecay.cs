using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Optimizers.Schedules;

/// <summary>A learning rate that is constant between boundaries (<c>keras.optimizers.schedules.PiecewiseConstantDecay</c>).</summary>
[KerasSerializable]
[ConfigOrder(nameof(Boundaries), nameof(Values), nameof(Name))]
public sealed partial class PiecewiseConstantDecay : LearningRateSchedule
{
    private const string DefaultName = "PiecewiseConstant";

    /// <summary>A piecewise constant learning rate.</summary>
    /// <param name="boundaries">Steps in ascending order: up to and including the first, the first value holds; behind the last, the
    /// last.</param>
    /// <param name="values">The learning rates, one more than boundaries.</param>
    /// <param name="name">Its name. Default: "PiecewiseConstant".</param>
    /// <exception cref="ArgumentException">There is no boundary, or there are not as many values as intervals.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values, string name = DefaultName)
        : base(name)
    {
        if (boundaries.Count < 1 || boundaries.Count != values.Count - 1)
            throw new ArgumentException(
                $"PiecewiseConstantDecay: expected at least one boundary and one value more than boundaries, got {boundaries.Count} "
                + $"boundaries and {values.Count} values.", nameof(values));
        Boundaries = [.. boundaries.Select(b => Hyperparameter.Finite(b, nameof(boundaries), nameof(PiecewiseConstantDecay)))];
        Values = [.. values.Select(v => Hyperparameter.Finite(v, nameof(values), nameof(PiecewiseConstantDecay)))];
    }

    /// <summary>The steps at which the learning rate changes.</summary>
    [ConfigArgument(Writer = nameof(WriteBoundaries))]
    public IReadOnlyList<double> Boundaries { get; }

    /// <summary>The learning rates.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol step)
    {
        Symbol[] limits = [.. Boundaries.Select(b => step.Number(step.DType.IsFloatingPoint ? b : Math.Truncate(b)))];
        Symbol Part(Symbol condition, double value) => condition.Cast(DType.Float32) * value;

        Symbol result = Part(Ops.GreaterEqual(limits[0], step), Values[0]) + Part(Ops.Greater(step, limits[^1]), Values[^1]);
        for (int i = 1; i < limits.Length; i++)
            result += Part(RawOps.LogicalAnd(Ops.Greater(step, limits[i - 1]), Ops.GreaterEqual(limits[i], step)), Values[i]);
        return result;
    }

    private void WriteBoundaries(Config config) =>
        config.SetNode("boundaries", new JsonArray([.. Boundaries.Select(ConfigLists.WholeWherePossible)]));
}
