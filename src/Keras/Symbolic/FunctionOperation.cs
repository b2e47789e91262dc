using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Symbolic;

/// <summary>
/// One of Keras's operations in a model, such as <c>Add</c> or <c>GetItem</c>: a function with its settings, recorded as Keras records it.
/// </summary>
internal sealed class FunctionOperation : KerasOperation
{
    private readonly OperationDefinition definition;
    private readonly JsonObject settings;
    private readonly string prefix;
    private string name;

    /// <summary>An operation with an automatic name.</summary>
    public FunctionOperation(OperationDefinition definition, JsonObject? settings = null)
    {
        this.definition = definition;
        this.settings = settings ?? [];
        prefix = SnakeCase.Of(definition.ClassName);
        name = AutoNames.Next(prefix);
    }

    public override string ClassName => definition.ClassName;

    public override string? Module => $"keras.src.ops.{definition.Module}";

    public override string Name
    {
        get => name;
        init
        {
            AutoNames.Return(prefix, name);
            name = value;
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => definition.Parameters;

    /// <summary>The operation of a config; the configs of early releases have no name.</summary>
    public static FunctionOperation FromConfig(OperationDefinition definition, JsonObject config, string name)
    {
        JsonObject settings = (JsonObject)config.DeepClone();
        settings.Remove("name");
        return new(definition, settings)
        {
            Name = config["name"] is JsonValue value
            && value.TryGetValue(out string? given) ? given : name
        };
    }

    /// <summary>Records a call on arguments of which at least one is a Keras tensor.</summary>
    public static KerasTensor Call(string className, params ReadOnlySpan<CallArgument<KerasTensor>> arguments) =>
        new FunctionOperation(OperationDefinition.Find(className)).Record(new([.. arguments]))[0];

    internal override IReadOnlyList<Symbol> Execute(CallArguments<Symbol> arguments, CallContext context)
    {
        using Graph.NameScope scope = Graph.Current.EnterScope(Name, ClassName);
        return definition.Execute(new OperationCall(this, arguments, settings));
    }

    internal override void WriteEnvelope(JsonObject envelope) => envelope["registered_name"] = definition.ClassName;

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        if (definition.HasName)
            config.Set("name", Name);
        foreach ((string key, JsonNode? value) in settings)
            config.SetNode(key, value?.DeepClone());
    }
}
