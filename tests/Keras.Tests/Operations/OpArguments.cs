using System.Text.Json;
using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>Finds the overload that a recorded case means, and makes its arguments.</summary>
/// <param name="tensor">Makes a symbol or a tensor of a recorded tensor.</param>
/// <param name="complex">Makes one of a recorded pair of parts; null where there are no complex numbers.</param>
internal sealed class OpArguments(Func<JsonElement, object> tensor, Func<JsonElement, object>? complex)
{
    /// <summary>The overload and its arguments, the first in the table that takes them all by position and by name.</summary>
    public (OpEntry Entry, object?[] Arguments) Bind(JsonElement recorded, bool eager = false, Func<OpEntry, bool>? has = null)
    {
        string op = recorded.GetProperty("op").GetString()!;
        foreach (OpEntry entry in (has is null ? OpTable.Entries : [.. OpTable.HandWritten, .. OpTable.Entries])
            .Where(e => e.Key == OpEntry.KeyOf(op) && (!eager || e.Eager is not null) && (has is null || has(e))))
        {
            if (TryBind(entry, recorded) is { } arguments)
                return (entry, arguments);
        }

        throw new InvalidOperationException(
            $"No overload of {op} takes {recorded.GetRawText()[..Math.Min(400, recorded.GetRawText().Length)]}.");
    }

    private object?[]? TryBind(OpEntry entry, JsonElement recorded)
    {
        JsonElement[] positional = [.. recorded.GetProperty("args").EnumerateArray()];
        Dictionary<string, JsonElement> named = recorded.TryGetProperty("kwargs", out JsonElement kwargs)
            ? kwargs.EnumerateObject().ToDictionary(p => OpEntry.KeyOf(OpNames.Parameter(p.Name)), p => p.Value)
            : [];
        OpParameter[] parameters = entry.Parameters;
        object?[] arguments = new object?[parameters.Length];
        int next = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            OpParameter parameter = parameters[i];
            JsonElement value;
            if (parameter.Type == typeof((string Name, int Length)[]))
            {
                arguments[i] = named.Select(n => (n.Key, n.Value.GetInt32())).ToArray();
                named.Clear();
                continue;
            }

            // Functions like einsum take their symbols as single arguments.
            if (parameter.Type == typeof(Symbol[]) && next < positional.Length
                && positional[next].ValueKind == JsonValueKind.Object && positional[next].TryGetProperty("t", out _))
            {
                arguments[i] = List(positional[next..].Select(p => tensor(p.GetProperty("t"))));
                next = positional.Length;
                continue;
            }

            if (next < positional.Length)
            {
                value = positional[next++];
            }
            else if (named.Remove(OpEntry.KeyOf(parameter.Name), out value))
            {
                // Taken by name.
            }
            else if (parameter.HasDefault)
            {
                arguments[i] = parameter.Default;
                continue;
            }
            else if (parameter.IsParams)
            {
                arguments[i] = Array.CreateInstance(parameter.Type.GetElementType()!, 0);
                continue;
            }
            else
            {
                return null;
            }

            if (!TryConvert(value, parameter.Type, out arguments[i]))
                return null;
        }

        return next == positional.Length && named.Keys.All(OpNames.HasNoEffect) ? arguments : null;
    }

    private bool TryConvert(JsonElement value, Type type, out object? converted)
    {
        converted = null;
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind == JsonValueKind.Null)
        {
            converted = type == typeof(Axes) ? (object)Axes.All : type == typeof(SpatialSizes) ? (object)default(SpatialSizes) : null;
            return converted is not null || plain != type || type == typeof(string);
        }

        if (value.ValueKind == JsonValueKind.Object)
            return TryConvertObject(value, plain, out converted);
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        bool isInteger = isNumber && !value.GetRawText().Contains('.') && !value.GetRawText().Contains('e');
        bool isList = value.ValueKind == JsonValueKind.Array;
        bool isIntegerList = isList && value.EnumerateArray()
            .All(v => v.ValueKind == JsonValueKind.Number && !v.GetRawText().Contains('.'));
        converted = plain switch
        {
            _ when plain == typeof(bool) && value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            _ when plain == typeof(string) && value.ValueKind == JsonValueKind.String
                && value.GetString() is not ("Infinity" or "-Infinity") => value.GetString(),
            _ when plain == typeof(int) && isInteger => value.GetInt32(),
            _ when plain == typeof(double) && (isNumber || (value.ValueKind == JsonValueKind.String
                && value.GetString() is "Infinity" or "-Infinity")) => Support.Fixture.Number(value),
            _ when plain == typeof(Scalar) && isNumber => isInteger ? (Scalar)value.GetInt32() : (Scalar)value.GetDouble(),
            _ when plain == typeof(Axes) && isInteger => (Axes)value.GetInt32(),
            _ when plain == typeof(Axes) && isIntegerList => (Axes)Integers(value),
            _ when plain == typeof(SpatialSizes) && isInteger => (SpatialSizes)value.GetInt32(),
            _ when plain == typeof(SpatialSizes) && isIntegerList => (SpatialSizes)Integers(value),
            _ when plain == typeof(Shape) && isIntegerList => Shape.Create([.. value.EnumerateArray().Select(v => v.GetInt64())]),
            _ when plain == typeof(int[]) && isIntegerList => Integers(value),
            _ when plain == typeof(float[]) && isList => value.EnumerateArray().Select(v => v.GetSingle()).ToArray(),
            _ when plain == typeof((int, int)) && isIntegerList => (Integers(value)[0], Integers(value)[1]),
            _ when plain == typeof((double, double)) && isList => (value[0].GetDouble(), value[1].GetDouble()),
            _ when plain == typeof((int, int)[]) && isList && !isIntegerList =>
                value.EnumerateArray().Select(v => (v[0].GetInt32(), v[1].GetInt32())).ToArray(),
            _ => null,
        };
        return converted is not null;
    }

    private bool TryConvertObject(JsonElement value, Type type, out object? converted)
    {
        converted = null;
        if (type == typeof(DType) && value.TryGetProperty("dtype", out JsonElement dtype))
            converted = DTypes.Parse(dtype.GetString()!);
        else if (type == typeof(Symbol) && value.TryGetProperty("t", out JsonElement reference))
            converted = tensor(reference);
        else if (type == typeof(Symbol) && value.TryGetProperty("c", out JsonElement parts) && complex is not null)
            converted = complex(parts);
        else if (type == typeof(Symbol[]) && value.TryGetProperty("ts", out JsonElement references))
            converted = List(references.EnumerateArray().Select(tensor));
        else if (type == typeof((Symbol, Symbol)) && value.TryGetProperty("ts", out JsonElement pair))
            converted = Pair(tensor(pair[0]), tensor(pair[1]));
        else if (type == typeof(Indexer[]) && value.TryGetProperty("key", out JsonElement key))
            converted = key.EnumerateArray().Select(Entry).ToArray();
        return converted is not null;
    }

    private static object Pair(object first, object second) => first switch
    {
        Symbol symbol => (symbol, (Symbol)second),
        KerasTensor tensor => (tensor, (KerasTensor)second),
        _ => ((Tensor)first, (Tensor)second),
    };

    private static object List(IEnumerable<object> each)
    {
        object[] list = [.. each];
        return list[0] switch
        {
            Symbol => list.Cast<Symbol>().ToArray(),
            KerasTensor => list.Cast<KerasTensor>().ToArray(),
            _ => list.Cast<Tensor>().ToArray(),
        };
    }

    private static Indexer Entry(JsonElement entry) => entry.ValueKind switch
    {
        JsonValueKind.Number => entry.GetInt32(),
        JsonValueKind.String => entry.GetString() == "new" ? Indexer.NewAxis : Indexer.Ellipsis,
        _ => new Slice(Optional(entry.GetProperty("slice")[0]),
            Optional(entry.GetProperty("slice")[1]), entry.GetProperty("slice")[2].GetInt32()),
    };

    private static int? Optional(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();

    private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];
}
