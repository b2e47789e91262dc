namespace Keras.OpsGenerator;

/// <summary>A parameter of a symbolic function, as its source has it.</summary>
/// <param name="Type">The type's text: "Symbol", "Axes", "double?".</param>
/// <param name="Name">The name.</param>
/// <param name="Default">The default value's text; null for none.</param>
/// <param name="IsParams">Whether the parameter takes a list of arguments.</param>
internal sealed record OpParameter(string Type, string Name, string? Default, bool IsParams)
{
    /// <summary>Whether symbols come in through the parameter.</summary>
    public bool HasSymbols => SymbolTypes.Contains(Type);

    /// <summary>The name of Keras's parameter as names are compared.</summary>
    public string Key => RecordedOperation.KeyOf(Name) switch
    {
        "sections" or "indices" when !HasSymbols => "indicesorsections",
        "radix" => "base",
        var key => key,
    };

    /// <summary>
    /// Whether a file can hold the argument as it is; functions have no place in one, and index expressions are written by hand.
    /// </summary>
    public bool IsSerializable => !Type.Contains("Func<", StringComparison.Ordinal) && Type != "ReadOnlySpan<Indexer>";

    /// <summary>Whether the parameter is a span, which a lambda cannot capture.</summary>
    public bool IsSpan => Type.StartsWith("ReadOnlySpan<", StringComparison.Ordinal);

    /// <summary>The declaration with another type.</summary>
    public string Declaration(string type) => $"{(IsParams ? "params " : "")}{type} {Name}{(Default is null ? "" : $" = {Default}")}";
}
