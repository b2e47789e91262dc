using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Initializers;

/// <summary>An array of numbers, and its JSON in a config.</summary>
/// <param name="values">The numbers in C order.</param>
/// <param name="shape">The axes.</param>
/// <param name="json">Creates the JSON that Keras writes, with the type; on demand, since it takes many times the memory.</param>
internal sealed class ConstantArray(double[] values, Shape shape, Func<JsonNode> json)
{
    public static ConstantArray Of(Array values)
    {
        using Tensor tensor = Tensor.FromArray(values);
        if (!tensor.DType.IsFloatingPoint && !tensor.DType.IsInteger)
            throw new NotSupportedException($"Constant: expected an array of a numeric type, got {tensor.DType.StandardName}.");
        DType type = tensor.DType;
        using Tensor doubles = tensor.Cast(DType.Float64);
        double[] numbers = doubles.ToArray<double>();
        Shape shape = tensor.Shape;
        return new(numbers, shape, () => ConfigTensor.WriteArray(Lists(numbers, shape, type.IsInteger), type.StandardName));
    }

    /// <summary>Reads nested lists of numbers.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="json">The argument of the config: the lists, or an object with them and their type.</param>
    /// <exception cref="ConfigException">The lists are of different lengths, or hold something else.</exception>
    public static ConstantArray Read(JsonArray lists, JsonNode json)
    {
        (double[] values, Shape shape) = NestedNumbers.Read(lists, "value", "Constant");
        JsonNode written = json.DeepClone();
        return new(values, shape, written.DeepClone);
    }

    /// <summary>Writes the array for a weight of a shape.</summary>
    /// <exception cref="ShapeException">The array does not broadcast to the shape.</exception>
    public Symbol Write(Shape target, DType type)
    {
        RequireFit(target);
        Graph graph = Graph.Current;
        using Tensor tensor = Tensor.Create<double>(values, shape);
        return RawOps.BroadcastTo(graph.Constant(tensor).Cast(type), graph.Constant([.. target.Select(d => checked((int)d))]))
            .WithShape(target);
    }

    /// <summary>The values of a weight of the array's own shape, without a function that holds them; null for another shape.</summary>
    /// <exception cref="ShapeException">The array does not broadcast to the shape.</exception>
    public Tensor? Fill(Shape target, DType type)
    {
        RequireFit(target);
        if (target != shape)
            return null;
        using Tensor tensor = Tensor.Create<double>(values, shape);
        return tensor.Cast(type);
    }

    /// <summary>The array as Keras writes it.</summary>
    public JsonNode ToJson() => json();

    private static JsonNode Lists(double[] numbers, Shape shape, bool isWhole)
    {
        int at = 0;
        return Nested(0);

        JsonNode Nested(int axis)
        {
            if (axis == shape.Rank)
                return isWhole ? JsonValue.Create((long)numbers[at++]) : PythonFloat.Node(numbers[at++]);
            JsonArray list = [];
            for (long i = 0; i < shape[axis]; i++)
                list.Add(Nested(axis + 1));
            return list;
        }
    }

    private void RequireFit(Shape target)
    {
        bool fits = shape.Rank <= target.Rank;
        for (int axis = 1; fits && axis <= shape.Rank; axis++)
            fits = shape[^axis] == 1 || shape[^axis] == target[^axis];
        if (!fits)
            throw new ShapeException(
                $"Constant: expected an array that broadcasts to the weight's shape {target}, got one of shape {shape}.");
    }
}
