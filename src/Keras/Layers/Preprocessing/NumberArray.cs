using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Numbers of an argument: one (<c>0.5</c>), a list (<c>[0.5, 2]</c>), or an array of several axes (<c>double[,]</c>). Configs keep the
/// form.
/// </summary>
[CollectionBuilder(typeof(NumberArray), nameof(Create))]
public sealed class NumberArray : IEquatable<NumberArray>
{
    private readonly double[] values;
    private readonly JsonNode json;

    private NumberArray(double[] values, Shape shape, JsonNode json) => (this.values, Shape, this.json) = (values, shape, json);

    /// <summary>The axes; none of one number.</summary>
    public Shape Shape { get; }

    /// <summary>One number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator NumberArray(double value)
    {
        double meant = Hyperparameter.Meant(value);
        return new([meant], [], PythonFloat.Node(meant));
    }

    /// <summary>An array of numbers: <c>double[]</c>, <c>float[,]</c>, <c>int[]</c>.</summary>
    /// <param name="values">The array; its elements are copied.</param>
    /// <exception cref="NotSupportedException">The elements are no numbers.</exception>
    public static implicit operator NumberArray(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using Tensor tensor = Tensor.FromArray(values);
        return FromTensor(tensor);
    }

    /// <summary>The numbers of a tensor.</summary>
    /// <param name="values">The tensor; its elements are copied.</param>
    /// <exception cref="NotSupportedException">The elements are no numbers.</exception>
    public static implicit operator NumberArray(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromTensor(values);
    }

    /// <summary>A list of numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static NumberArray Create(ReadOnlySpan<double> values)
    {
        using Tensor tensor = Tensor.Create(values);
        return FromTensor(tensor);
    }

    /// <summary>Enumerates the numbers, the last axis fastest.</summary>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)values).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(NumberArray? other) => other is not null && Shape == other.Shape && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberArray);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (double value in values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The numbers as a config has them: <c>[0.5, 2.0]</c>.</summary>
    public override string ToString() => PythonJson.WriteCompact(ConfigTensor.Values(json));

    /// <summary>Reads an argument of a config; null where it is null or missing.</summary>
    /// <exception cref="ConfigException">The argument is something else, or has lists of different lengths.</exception>
    internal static NumberArray? Read(Config config, string key)
    {
        if (config.GetNode(key) is not { } node)
            return null;
        (double[] values, Shape shape) = NestedNumbers.Read(node, key, $"Argument '{key}'");
        return new(values, shape, config.GetRawNode(key)!.DeepClone());
    }

    /// <summary>The numbers as a config has them.</summary>
    internal JsonNode ToJson() => json.DeepClone();

    /// <summary>The numbers in the function being written.</summary>
    internal Symbol ToSymbol(Graph graph, DType dtype)
    {
        using Tensor tensor = Tensor.Create<double>(values, Shape);
        using Tensor typed = tensor.Cast(dtype);
        return graph.Constant(typed);
    }

    /// <summary>The numbers as float32.</summary>
    internal float[] ToSingles() => [.. values.Select(v => (float)v)];

    private static NumberArray FromTensor(Tensor tensor)
    {
        if (!tensor.DType.IsFloatingPoint && !tensor.DType.IsInteger)
            throw new NotSupportedException($"Expected a numeric type, got {tensor.DType.StandardName} {tensor.Shape}; Cast it first.");
        bool isWhole = tensor.DType.IsInteger;
        using Tensor doubles = tensor.Cast(DType.Float64);
        double[] numbers = doubles.ToArray<double>();
        int at = 0;
        return new(numbers, tensor.Shape, Nested(0));

        JsonNode Nested(int axis)
        {
            if (axis == tensor.Rank)
                return isWhole ? JsonValue.Create((long)numbers[at++]) : PythonFloat.Node(numbers[at++]);
            JsonArray list = [];
            for (long i = 0; i < tensor.Shape[axis]; i++)
                list.Add(Nested(axis + 1));
            return list;
        }
    }
}
