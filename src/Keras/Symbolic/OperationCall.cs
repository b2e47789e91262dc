using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Symbolic;

/// <summary>
/// The arguments of an operation while it is written: those of the call and the settings of its object, by Keras's names.
/// </summary>
internal sealed partial class OperationCall(FunctionOperation operation, CallArguments<Symbol> arguments, JsonObject settings)
{
    /// <summary>A tensor; a number or a list takes the type that Keras gives it beside another tensor.</summary>
    public Symbol Tensor(string name, string? beside = null) =>
        OptionalTensor(name, beside) ?? throw Unexpected(name, "a tensor");

    /// <summary>A tensor, or null.</summary>
    public Symbol? OptionalTensor(string name, string? beside = null) => arguments.Find(name) switch
    {
        CallArgument<Symbol>.Leaf { Value: var value } => value,
        CallArgument<Symbol>.Constant { Json: null } or null => Setting(name) is null ? null : Constant(name, Written(name), beside),
        _ => Constant(name, Written(name), beside),
    };

    /// <summary>Whether an argument is a tensor.</summary>
    public bool IsTensor(string name) => arguments.Find(name) is CallArgument<Symbol>.Leaf;

    /// <summary>Whether an argument or a setting is a number, or is left out.</summary>
    public bool IsNumber(string name) => !IsTensor(name) && (!Has(name) || OperationJson.ReadNumber(Setting(name)) is not null);

    /// <summary>Whether an argument or a setting is a number, null or left out.</summary>
    public bool IsNumberOrNull(string name) => IsNumber(name) || (!IsTensor(name) && Setting(name) is null);

    /// <summary>Whether an argument or a setting is a list.</summary>
    public bool IsList(string name) => !IsTensor(name) && Setting(name) is JsonArray;

    /// <summary>The tensors of a list.</summary>
    public Symbol[] TensorList(string name) => arguments.Find(name) switch
    {
        CallArgument<Symbol>.Sequence { Items: var items } => [.. items.Select((item, i) => Item(item, $"{name}[{i}]"))],
        CallArgument<Symbol>.Leaf { Value: var value } => [value],
        _ => throw Unexpected(name, "a list of tensors"),
    };

    /// <summary>All arguments by position as tensors; numbers take the type that they have beside the first tensor.</summary>
    public Symbol[] AllTensors() =>
        [.. arguments.Positional.SelectMany((argument, i) => argument.Leaves.Any() ? argument.Leaves : [Item(argument, $"[{i}]")]),
            .. arguments.Named.SelectMany(n => n.Value.Leaves)];

    /// <summary>Two tensors: real and imaginary parts.</summary>
    public (Symbol Real, Symbol Imaginary) TensorPair(string name) =>
        TensorList(name) is [var real, var imaginary] ? (real, imaginary) : throw Unexpected(name, "real and imaginary parts");

    /// <summary>An argument of the call as it is.</summary>
    public CallArgument<Symbol> Argument(string name) => arguments.Require(name);

    /// <summary>A setting; the constant argument of that name where the object has none.</summary>
    public JsonNode? Setting(string name) => ConfigTensor.Values(Written(name));

    /// <summary>Whether an argument was left out, or is null.</summary>
    public bool IsLeft(string name) => !IsTensor(name) && Setting(name) is null;

    /// <summary>Whether there is a setting or an argument of a name, be it null.</summary>
    public bool Has(string name) => settings.ContainsKey(name) || arguments.Find(name) is not null;

    // Constants of a list are made into tensors beside the first one.
    private Symbol Item(CallArgument<Symbol> item, string name) => item is CallArgument<Symbol>.Leaf { Value: var value }
        ? value
        : Constant(name, Json(item), arguments.Leaves.Select(s => (DType?)s.DType).FirstOrDefault());

    // A setting as the file has it, with the type of an array.
    private JsonNode? Written(string name) =>
        settings.ContainsKey(name) ? settings[name] : arguments.Find(name) is { } argument ? Json(argument) : null;

    private static JsonNode? Json(CallArgument<Symbol> argument) => argument switch
    {
        CallArgument<Symbol>.Constant { Json: var json } => json,
        CallArgument<Symbol>.Sequence { Items: var items } when items.All(i => !i.Leaves.Any()) =>
            new JsonArray([.. items.Select(i => Json(i)?.DeepClone())]),
        _ => null,
    };

    private Symbol Constant(string name, JsonNode? written, string? beside) =>
        Constant(name, written, beside is not null && IsTensor(beside) ? (DType?)Tensor(beside).DType : null);

    private Symbol Constant(string name, JsonNode? written, DType? other)
    {
        JsonNode? json = ConfigTensor.Values(written);
        if (json is not (JsonValue or JsonArray))
            throw Unexpected(name, "a tensor");
        List<double> numbers = [];
        List<long> shape = [];
        bool isInteger = true, isBoolean = true;
        Collect(json, 0);
        // Python's numbers are weak: an integer takes any type, a float makes integers float32. An array has a type of its own.
        DType type = ConfigTensor.ElementType(written) is { } own ? own
            : other is { IsFloatingPoint: true } floating ? floating
            : isBoolean ? other ?? TensorFlow.DType.Bool
            : !isInteger ? TensorFlow.DType.Float32
            : other is null or TensorFlow.DType.Bool ? TensorFlow.DType.Int32 : other.Value;
        using Tensor values = TensorFlow.Tensor.Create<double>([.. numbers], TensorFlow.Shape.Create([.. shape]));
        using Tensor typed = values.Cast(type);
        return Graph.Current.Constant(typed);

        void Collect(JsonNode? node, int depth)
        {
            if (node is JsonArray array)
            {
                if (depth == shape.Count)
                    shape.Add(array.Count);
                if (shape[depth] != array.Count || depth > 8)
                    throw Unexpected(name, "rows of one length");
                foreach (JsonNode? item in array)
                    Collect(item, depth + 1);
                return;
            }

            if (node is not JsonValue value || depth != shape.Count)
                throw Unexpected(name, "numbers");
            bool isFlag = value.TryGetValue(out bool flag);
            isBoolean &= isFlag;
            isInteger &= isFlag || (OperationJson.ReadInteger(value) is not null && !value.ToJsonString()
                .Contains('.', StringComparison.Ordinal));
            numbers.Add(isFlag ? (flag ? 1 : 0) : NumberOf(name, value));
        }
    }

    private ConfigException Unexpected(string name, string expected) =>
        new($"Operation '{operation.Name}' ({operation.ClassName}): expected {expected} as argument '{name}', "
            + $"got {PythonJson.WriteCompact(Setting(name))}.");
}
