using TensorFlow;

namespace Keras.Weights;

/// <summary>Chooses how a program of training gets tables of which it updates single rows.</summary>
internal static class TablePassagesChoice
{
    /// <summary>The choice for a program.</summary>
    /// <param name="compile">Whether XLA compiles the program.</param>
    /// <param name="isLoop">Whether it is a loop over steps.</param>
    public static TablePassages Of(bool compile, bool isLoop)
    {
        // On other devices the ordinary kernels add up rows of one index only where they copy.
        if (DeviceScope.Current is { } device && device != Runtime.Devices[0])
            return TablePassages.Values;
        return compile ? TablePassages.Compiled : isLoop ? TablePassages.Copies : TablePassages.Variables;
    }
}
