using System.Reflection;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;

namespace Keras.Tests.Contracts;

/// <summary>Values of arguments, from JSON to the type of a parameter.</summary>
internal static class ArgumentValues
{
    /// <summary>No value of the type.</summary>
    public static readonly object None = new();

    public static object Convert(JsonNode value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Convert(value, inner);
        if (value is JsonArray { Count: 2 } named && named[0]!.GetValueKind() == System.Text.Json.JsonValueKind.String
            && named[1] is JsonObject config)
            return OfClass(named[0]!.ToString(), config, type);
        if (value is JsonArray list)
            return OfList(list, type);
        if (type == typeof(string))
            return value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.ToString() : None;
        if (type == typeof(int))
            return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<int>() : None;
        if (type == typeof(long))
            return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (long)value.GetValue<int>() : None;
        if (type == typeof(double))
            return value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<double>() : None;
        return value.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? Implicit(type, typeof(string), value.ToString())
            : value.AsValue().TryGetValue(out int whole) && Implicit(type, typeof(int), whole) is { } made && made != None
                ? made
                : Implicit(type, typeof(double), value.GetValue<double>());
    }

    private static object OfClass(string name, JsonObject config, Type type)
    {
        object made = LayerRegistry.Instance.Knows(name)
            ? LayerRegistry.Instance.FromConfig(name, new Config((JsonObject)config.DeepClone()))
            : OptimizerRegistry.Instance.FromConfig(name, new Config((JsonObject)config.DeepClone()));
        return type.IsInstanceOfType(made) ? made : None;
    }

    private static object OfList(JsonArray list, Type type)
    {
        if (type == typeof(Shape))
            return Shape.Create([.. list.Select(d => d!.GetValue<long>())]);
        if (type.IsAssignableFrom(typeof(int[])))
            return list.Select(d => d!.GetValue<int>()).ToArray();
        if (type.IsAssignableFrom(typeof(long[])))
            return list.Select(d => d!.GetValue<long>()).ToArray();
        if (type.IsAssignableFrom(typeof(double[])))
            return list.Select(d => d!.GetValue<double>()).ToArray();
        if (type.IsAssignableFrom(typeof(RNNCell[])))
            return list.Select(c => (RNNCell)Convert(c!, typeof(RNNCell))).ToArray();
        return Implicit(type, typeof(int[]), list.Select(d => d!.GetValue<int>()).ToArray());
    }

    private static object Implicit(Type type, Type from, object value) =>
        type.GetMethod("op_Implicit", BindingFlags.Public | BindingFlags.Static, [from])?.Invoke(null, [value]) ?? None;
}
