using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Wraps a function as a layer: <c>new Lambda(x => x * 2f)</c>. It has no weights; derive from <see cref="Layer"/> to have some. A file
/// has the name of the function only, which must be registered to be read again (<see cref="CustomObjects.RegisterFunction"/>). Python
/// functions are never run.
/// </summary>
public sealed class Lambda : Layer
{
    private readonly Func<IReadOnlyList<Symbol>, CallContext, IReadOnlyList<Symbol>> function;

    /// <summary>Creates a layer of a function of one input.</summary>
    /// <param name="function">Writes the output.</param>
    /// <param name="functionName">The name of the function in files. Default: none, so that files with the layer cannot be read
    /// again.</param>
    /// <param name="mask">Writes the mask of the output from the input and its mask, which is null where it has none. Default: no
    /// mask.</param>
    public Lambda(Func<Symbol, Symbol> function, string? functionName = null, Func<Symbol, Symbol?, Symbol?>? mask = null)
        : this(Checked(function), functionName, mask)
    {
    }

    /// <summary>Creates a layer of a function of one or several inputs.</summary>
    /// <param name="function">Writes the outputs; the context tells whether the call trains, and the masks of the inputs.</param>
    /// <param name="functionName">The name of the function in files. Default: none, so that files with the layer cannot be read
    /// again.</param>
    /// <param name="mask">Writes the mask of the output from the first input and its mask, which is null where it has none. Default: no
    /// mask.</param>
    public Lambda(
        Func<IReadOnlyList<Symbol>, CallContext, IReadOnlyList<Symbol>> function, string? functionName =
            null, Func<Symbol, Symbol?, Symbol?>? mask = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        (this.function, FunctionName, Mask) = (function, functionName, mask);
    }

    /// <summary>The name of the function in files; null for none.</summary>
    public string? FunctionName { get; }

    /// <summary>Writes the mask of the output; null for no mask.</summary>
    public Func<Symbol, Symbol?, Symbol?>? Mask { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => ["inputs", "mask", "training"];

    internal static Lambda FromConfig(Config config)
    {
        config.Ignore("output_shape", "arguments", "mask");
        JsonObject? serialized = config.GetNode("function") as JsonObject;
        string? name = serialized?["config"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        if (name is null || serialized!["class_name"]?.ToString() != "function")
        {
            throw new ConfigException(
                "'Lambda' holds Python code, which is never run here; write it as a layer class of your own in both languages and register "
                + "that (CustomObjects.RegisterLayer).");
        }

        return new(CustomFunctions.Find(name) ?? throw new ConfigException(
            $"Lambda: there is no function '{name}'; register it before reading with CustomObjects.RegisterFunction(\"{name}\", …)."),
                name);
    }

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context)
    {
        IReadOnlyList<Symbol> outputs = function(inputs, context);
        if (Mask?.Invoke(inputs[0], context.MaskOf(inputs[0])) is { } mask)
            context.SetMask(outputs[0], mask);
        return outputs;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.SetNode("function", CustomFunctions.ToJson(FunctionName)).SetNode("arguments", new JsonObject());
    }

    private static Func<IReadOnlyList<Symbol>, CallContext, IReadOnlyList<Symbol>> Checked(Func<Symbol, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return (inputs, _) => inputs.Count == 1
            ? [function(inputs[0])]
            : throw new ArgumentException($"Lambda: expected one input, got {inputs.Count}; give a function of the list of inputs.");
    }
}
