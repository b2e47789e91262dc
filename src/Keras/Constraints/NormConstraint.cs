using TensorFlow;

namespace Keras.Constraints;

/// <summary>
/// A constraint on the Euclidean norms of the vectors along one or more axes: 0 (the default) for a dense layer's units, 0, 1 and 2
/// together for a convolution's filters.
/// </summary>
[KerasSerializable]
public abstract class NormConstraint : Constraint
{
    // Keras's epsilon keeps a vector of zeros from a division by 0.
    private const double Epsilon = 1e-7;

    private protected NormConstraint(NormAxes? axes)
    {
        Axis = axes ?? NormAxes.Of(0);
        if (Axis.Axes.Length == 0)
            throw new ArgumentException($"{ClassName}: expected at least one axis, got none.", nameof(axes));
    }

    /// <summary>The axes that a vector extends along.</summary>
    public IReadOnlyList<int> Axes => Axis.Axes;

    [ConfigArgument(Order = 1)]
    private protected NormAxes Axis { get; }

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
}
