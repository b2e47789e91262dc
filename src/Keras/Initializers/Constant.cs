using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Initializers;

/// <summary>A constant: one number, or an array that is broadcast to the shape of the weight
/// (<c>keras.initializers.Constant</c>).</summary>
public class Constant : Initializer
{
    private readonly ConstantArray? array;

    /// <summary>An initializer with one number.</summary>
    /// <param name="value">The number. Default: 0.</param>
    public Constant(double value = 0) => Value = Hyperparameter.Meant(value);

    /// <summary>An initializer with an array.</summary>
    /// <param name="values">Numbers of any shape that is broadcast to that of the weight: <c>double[]</c>, <c>float[,]</c>,
    /// <c>int[]</c>.</param>
    /// <exception cref="NotSupportedException">The elements are no numbers, or arrays themselves.</exception>
    public Constant(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        array = ConstantArray.Of(values);
        Value = double.NaN;
    }

    private Constant(ConstantArray array)
    {
        this.array = array;
        Value = double.NaN;
    }

    /// <summary>The number; NaN where it is an array.</summary>
    public double Value { get; }

    internal static Constant FromConfig(Config config) => config.GetNode("value") is JsonArray values
        ? new(ConstantArray.Read(values, config.GetRawNode("value")!))
        : new(config.GetDouble("value", 0));

    internal static Symbol Fill(double value, Shape shape, DType dtype)
    {
        Graph graph = Graph.Current;
        int[] dimensions = [.. shape.Select(d => checked((int)d))];
        return RawOps.Fill(graph.Constant(dimensions), graph.Constant(value, dtype)).WithShape(shape);
    }

    /// <inheritdoc/>
    protected internal override long? NextSeed() => null;

    /// <inheritdoc/>
    protected internal override Tensor? Fill(Shape shape, DType dtype) => array is not null ? array.Fill(shape, dtype)
        : dtype.IsFloatingPoint ? Tensor.Full(Value, dtype, shape) : null;

    /// <inheritdoc/>
    protected override Symbol Call(Shape shape, DType dtype, RandomSource random) =>
        array is null ? Fill(Value, shape, dtype) : array.Write(shape, dtype);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        _ = array is null ? config.Set("value", Value) : config.SetNode("value", array.ToJson());
}
