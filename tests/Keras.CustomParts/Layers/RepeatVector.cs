using TensorFlow;

namespace Keras.CustomParts;

public sealed class RepeatVector(int n) : Layer
{
    public int N { get; } = n >= 1 ? n
        : throw new ArgumentOutOfRangeException(nameof(n), n, $"RepeatVector: expected at least 1 repetition, got {n}.");

    public static RepeatVector FromConfig(Config config) => new(config.GetInt("n"));

    protected override Symbol Call(Symbol x, CallContext context) => x.Rank == 2
        ? RawOps.Tile(Ops.ExpandDims(x, 1), x.Graph.Constant([1, N, 1]))
        : throw new ShapeException($"RepeatVector '{Name}': expected an input of 2 axes, got {x.Shape}; add Flatten before it.");

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("n", N);
    }
}
