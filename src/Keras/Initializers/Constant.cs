using TensorFlow;

namespace Keras.Initializers;

/// <summary>One number everywhere.</summary>
/// <param name="value">The number; 0 by default.</param>
public class Constant(double value = 0) : Initializer
{
    /// <summary>The number.</summary>
    public double Value { get; } = Hyperparameter.Meant(value);

    internal static Constant FromConfig(Config config) => new(config.GetDouble("value"));

    internal static Symbol Fill(double value, Shape shape, DType dtype)
    {
        Graph graph = Graph.Current;
        int[] dimensions = [.. shape.Select(d => checked((int)d))];
        return RawOps.Fill(graph.Constant(dimensions), graph.Constant(value, dtype)).WithShape(shape);
    }

    internal override long? NextSeed() => null;

    internal override Tensor? Fill(Shape shape, DType dtype) => dtype.IsFloatingPoint ? Tensor.Full(Value, dtype, shape) : null;

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Fill(Value, shape, dtype);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("value", Value);
}
