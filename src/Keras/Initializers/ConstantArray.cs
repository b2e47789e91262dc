using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Initializers;

/// <summary>An array of numbers, and how a config has it.</summary>
/// <param name="values">The numbers in C order.</param>
/// <param name="shape">The axes.</param>
/// <param name="json">The array as Keras writes it, with its type.</param>
internal sealed class ConstantArray(double[] values, Shape shape, JsonNode json)
{
    private const int MostAxes = 32;

    public static ConstantArray Of(Array values)
    {
        using Tensor tensor = Tensor.FromArray(values);
        if (!tensor.DType.IsFloatingPoint && !tensor.DType.IsInteger)
            throw new NotSupportedException($"Constant: expected an array of numbers, got {tensor.DType.StandardName}.");
        bool isWhole = tensor.DType.IsInteger;
        using Tensor doubles = tensor.Cast(DType.Float64);
        double[] numbers = doubles.ToArray<double>();
        int at = 0;
        return new(numbers, tensor.Shape, ConfigTensor.WriteArray(Nested(0), tensor.DType.StandardName));

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

    /// <summary>The array that lists of numbers are.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="json">The argument of the config: the lists, or an object with them and their type.</param>
    /// <exception cref="ConfigException">The lists are of different lengths, or hold something else.</exception>
    public static ConstantArray Read(JsonArray lists, JsonNode json)
    {
        List<long> axes = [];
        for (JsonNode? node = lists; node is JsonArray list; node = list.Count > 0 ? list[0] : null)
        {
            axes.Add(list.Count);
            if (axes.Count > MostAxes)
                throw Wrong();
        }

        List<double> values = [];
        Read(lists, 0);
        return new([.. values], Shape.Create([.. axes]), json.DeepClone());

        void Read(JsonNode? node, int axis)
        {
            if (node is JsonArray list && axis < axes.Count && list.Count == axes[axis])
            {
                foreach (JsonNode? inner in list)
                    Read(inner, axis + 1);
            }
            else
            {
                values.Add(axis == axes.Count && node is JsonValue ? new Config(new JsonObject { ["value"] = node.DeepClone() })
                    .GetDouble("value") : throw Wrong());
            }
        }

        ConfigException Wrong() =>
            new($"Constant: expected a number, or lists of numbers of one length, got {PythonJson.WriteCompact(lists)}.");
    }

    /// <summary>Writes the array for a weight of a shape.</summary>
    /// <exception cref="ShapeException">The array does not broadcast to the shape.</exception>
    public Symbol Broadcast(Shape target, DType type)
    {
        bool fits = shape.Rank <= target.Rank;
        for (int axis = 1; fits && axis <= shape.Rank; axis++)
            fits = shape[^axis] == 1 || shape[^axis] == target[^axis];
        if (!fits)
            throw new ShapeException(
                $"Constant: expected an array that broadcasts to the weight's shape {target}, got one of shape {shape}.");
        Graph graph = Graph.Current;
        using Tensor tensor = Tensor.Create<double>(values, shape);
        return RawOps.BroadcastTo(graph.Constant(tensor).Cast(type), graph.Constant([.. target.Select(d => checked((int)d))]))
            .WithShape(target);
    }

    /// <summary>The array as Keras writes it.</summary>
    public JsonNode ToJson() => json.DeepClone();
}
