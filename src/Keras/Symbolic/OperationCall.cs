using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <summary>The arguments of an operation while it is written: those of the call and the settings of its object, by Keras's names.</summary>
internal sealed class OperationCall(FunctionOperation operation, CallArguments<Symbol> arguments, JsonObject settings)
{
    /// <summary>A tensor; a number takes the type that Keras gives it beside another tensor.</summary>
    public Symbol Tensor(string name, string? beside = null) => arguments.Require(name) switch
    {
        CallArgument<Symbol>.Leaf { Value: var value } => value,
        CallArgument<Symbol>.Constant { Json: JsonValue json } when beside is not null => Number(name, json, Tensor(beside)),
        _ => throw new ConfigException($"Operation '{operation.Name}': expected a tensor as argument '{name}'."),
    };

    /// <summary>Whether an argument is a tensor.</summary>
    public bool IsTensor(string name) => arguments.Find(name) is CallArgument<Symbol>.Leaf;

    /// <summary>The tensors of a list.</summary>
    public IReadOnlyList<Symbol> Tensors(string name) => arguments.Tensors(name);

    /// <summary>An argument of the call as it is.</summary>
    public CallArgument<Symbol> Argument(string name) => arguments.Require(name);

    /// <summary>A setting; the constant argument of that name where the object has none.</summary>
    public JsonNode? Setting(string name) => settings.ContainsKey(name)
        ? settings[name]
        : arguments.Find(name) is CallArgument<Symbol>.Constant { Json: var json } ? json : null;

    private Symbol Number(string name, JsonValue json, Symbol beside)
    {
        if (json.TryGetValue(out bool flag))
            return beside.Graph.Constant(flag ? 1 : 0, beside.DType);
        bool isInteger = json.TryGetValue(out long _);
        if (!json.TryGetValue(out double number))
            number = json.TryGetValue(out long integer) ? integer : throw new ConfigException($"Operation '{operation.Name}': expected a number as argument '{name}'.");
        // Python's numbers are weak: an integer takes any type, a float makes integers float32.
        DType type = beside.DType.IsFloatingPoint ? beside.DType : isInteger ? beside.DType == DType.Bool ? DType.Int32 : beside.DType : DType.Float32;
        return beside.Graph.Constant(number, type);
    }
}
