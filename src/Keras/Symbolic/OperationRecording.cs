using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Keras.Symbolic;

/// <summary>A call of one of Keras's operations on Keras tensors while its settings and arguments are put together.</summary>
internal sealed class OperationRecording(string className)
{
    private readonly OperationDefinition definition = OperationDefinition.Find(className);
    private readonly JsonObject settings = [];
    private readonly List<CallArgument<KerasTensor>> positional = [];
    private readonly List<(string Name, CallArgument<KerasTensor> Value)> named = [];

    /// <summary>Sets a parameter of the operation's constructor.</summary>
    public void Set(string name, JsonNode? value) => settings[name] = value;

    /// <summary>Adds a tensor as the next argument by position.</summary>
    public void Add(KerasTensor? tensor, [CallerArgumentExpression(nameof(tensor))] string? parameter = null) =>
        positional.Add(Argument(tensor, parameter));

    /// <summary>Adds a list of tensors as the next argument by position.</summary>
    public void Add(ReadOnlySpan<KerasTensor> tensors) => positional.Add(List(tensors));

    /// <summary>Adds real and imaginary parts as the next argument by position.</summary>
    public void Add((KerasTensor Real, KerasTensor Imaginary) parts) => Add([parts.Real, parts.Imaginary]);

    /// <summary>Adds a tensor, or null, as an argument by name.</summary>
    public void Add(string name, KerasTensor? tensor) => named.Add((name, Argument(tensor, name)));

    /// <summary>Adds tensors as the next arguments by position.</summary>
    public void AddAll(ReadOnlySpan<KerasTensor> tensors)
    {
        foreach (KerasTensor tensor in tensors)
            positional.Add(KerasTensor.Leaf(tensor));
    }

    /// <summary>Adds a constant as the next argument by position.</summary>
    public void AddValue(JsonNode? value) => positional.Add(new CallArgument<KerasTensor>.Constant(value));

    /// <summary>Adds a constant as an argument by name.</summary>
    public void AddValue(string name, JsonNode? value) => named.Add((name, new CallArgument<KerasTensor>.Constant(value)));

    /// <summary>Records the call of an operation with one output.</summary>
    public KerasTensor One() => Record()[0];

    /// <summary>Records the call of an operation with two outputs.</summary>
    public (KerasTensor First, KerasTensor Second) Two() => Record() is [var first, var second] ? (first, second) : throw Unexpected(2);

    /// <summary>Records the call of an operation with three outputs.</summary>
    public (KerasTensor First, KerasTensor Second, KerasTensor Third) Three() =>
        Record() is [var first, var second, var third] ? (first, second, third) : throw Unexpected(3);

    /// <summary>Records the call of an operation with a list of outputs.</summary>
    public KerasTensor[] All() => [.. Record()];

    // An operation without any tensor computes nothing of a model's inputs, and a list may be empty.
    private IReadOnlyList<KerasTensor> Record()
    {
        CallArguments<KerasTensor> arguments = new(positional, named);
        return arguments.Leaves.Any()
            ? new FunctionOperation(definition, settings).Record(arguments)
            : throw new ArgumentException($"{className}: expected at least one Keras tensor, got none.");
    }

    private InvalidOperationException Unexpected(int count) => new($"{className}: expected {count} outputs.");

    private CallArgument<KerasTensor> Argument(KerasTensor? tensor, string? parameter) => tensor is not null
        ? new CallArgument<KerasTensor>.Leaf(tensor)
        : positional.Count + named.Count > 0
            ? new CallArgument<KerasTensor>.Constant(null)
            : throw new ArgumentNullException(parameter);

    private static CallArgument<KerasTensor>.Sequence List(ReadOnlySpan<KerasTensor> tensors)
    {
        CallArgument<KerasTensor>[] items = new CallArgument<KerasTensor>[tensors.Length];
        for (int i = 0; i < items.Length; i++)
            items[i] = KerasTensor.Leaf(tensors[i]);
        return new(items);
    }
}
