using TensorFlow;

namespace Keras.Weights;

/// <summary>Decides how a training function takes the tables of which its steps update single rows.</summary>
/// <param name="InPlaceFrom">The least size, in bytes, of tables that ordinary kernels update in place; null for none.</param>
/// <param name="IsXla">Whether XLA compiles the function, which itself decides what it updates in place.</param>
internal sealed record RowUpdatePolicy(long? InPlaceFrom, bool IsXla)
{
    // From this size on, in bytes, a copy for each call costs noticeable time and memory.
    private const long Large = 4L << 20;

    /// <summary>All weights are passed by value; each update copies the table.</summary>
    public static RowUpdatePolicy Copying { get; } = new(null, IsXla: false);

    /// <summary>The policy of a function on the current device.</summary>
    /// <param name="compile">Whether XLA compiles the function.</param>
    /// <param name="isLoop">Whether the function is a loop over steps, which pays for a copy of a small table.</param>
    public static RowUpdatePolicy Of(bool compile, bool isLoop)
    {
        // On other devices, the ordinary kernels add up updates of the same row only where they copy.
        if (DeviceScope.Current is { } device && device != Runtime.Devices[0])
            return Copying;
        return compile ? new(null, IsXla: true) : new(isLoop ? 1 : Large, IsXla: false);
    }

    /// <summary>How a weight is passed.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="updates">The updates of the step, which is written.</param>
    public WeightPassing PassingOf(Weight weight, RowUpdates updates)
    {
        bool isLarge = weight.Shape.ElementCount * weight.DType.Size >= Large, isInPlace = updates.IsInPlace(weight);
        if (isLarge && (isInPlace || (IsXla && updates.Contains(weight))))
            return WeightPassing.Variable;
        return isInPlace ? WeightPassing.Copy : WeightPassing.Value;
    }
}
