using TensorFlow;

namespace Keras.Losses;

/// <summary>The axes over which an overlap is counted: all where there are none given.</summary>
internal static class OverlapAxes
{
    public static void Write(Config config, IReadOnlyList<int>? axes)
    {
        if (axes is null)
            config.SetNode("axis", null);
        else if (axes.Count == 1)
            config.Set("axis", axes[0]);
        else
            config.Set("axis", (ReadOnlySpan<int>)[.. axes]);
    }

    public static Symbol Sum(Symbol x, IReadOnlyList<int>? axes) => axes is null ? Ops.Sum(x) : RawOps.Sum(x, x.Graph.Constant([.. axes]));
}
