using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Constraints;

/// <summary>
/// A constraint on the Euclidean norms of the vectors along one or more axes: 0 (the default) for a dense layer's units, 0, 1 and 2
/// together for a convolution's filters.
/// </summary>
public abstract class NormConstraint : Constraint
{
    // Keras's epsilon keeps a vector of zeros from a division by 0.
    private const double Epsilon = 1e-7;

    private readonly bool isList;

    private protected NormConstraint(int axis) => Axes = [axis];

    private protected NormConstraint(IReadOnlyList<int> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Count == 0)
            throw new ArgumentException($"{ClassName}: expected at least one axis, got none.", nameof(axes));
        Axes = [.. axes];
        isList = true;
    }

    /// <summary>The axes that a vector extends along.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight has no such axis.</exception>
    protected sealed override Symbol Call(Symbol weight) => Scaled(weight, Norms(weight));

    /// <summary>The weight with its vectors scaled.</summary>
    private protected abstract Symbol Scaled(Symbol weight, Symbol norms);

    /// <summary>The divisor.</summary>
    private protected static Symbol Guarded(Symbol norms) => Epsilon + norms;

    private Symbol Norms(Symbol weight)
    {
        foreach (int axis in Axes)
        {
            if (weight.Rank >= 0 && (axis < -weight.Rank || axis >= weight.Rank))
                throw new ShapeException($"{ClassName}: expected a weight with an axis {axis}, got {weight.Shape}.");
        }

        return Ops.Sqrt(RawOps.Sum(Ops.Square(weight), weight.Graph.Constant([.. Axes]), keepDims: true));
    }

    /// <summary>The axis argument of a config: whether it is a list, and its numbers.</summary>
    private protected static (bool IsList, int[] Axes) ReadAxis(Config config) =>
        (config.GetNode("axis") is JsonArray, config.GetIntegers("axis") ?? [0]);

    private protected void WriteAxis(Config config)
    {
        if (isList)
            config.Set("axis", [.. Axes]);
        else
            config.Set("axis", Axes[0]);
    }
}
