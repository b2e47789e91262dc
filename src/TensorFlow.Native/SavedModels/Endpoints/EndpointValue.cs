namespace TensorFlow;

/// <summary>What flows along an edge of a SavedModel's graph: a tensor, the handle of a variable, or a list of tensors.</summary>
/// <param name="Symbol">The tensor.</param>
/// <param name="Variable">The variable; null for a tensor or a list.</param>
/// <param name="List">The list; null for a tensor or a variable.</param>
internal readonly record struct EndpointValue(Symbol Symbol, SavedModelVariable? Variable = null, EndpointList? List = null)
{
    public static implicit operator EndpointValue(Symbol symbol) => new(symbol);

    public static implicit operator EndpointValue(SavedModelVariable variable) => new(default, variable);

    public static implicit operator EndpointValue(EndpointList list) => new(default, null, list);

    /// <summary>Whether the value is a tensor.</summary>
    public bool IsTensor => Variable is null && List is null;

    /// <summary>The tensor.</summary>
    /// <param name="user">Who takes it, for the message.</param>
    /// <exception cref="ContradictionException">The value is a variable.</exception>
    /// <exception cref="ListUseException">The value is a list.</exception>
    public Symbol ToSymbol(string user)
    {
        if (List is not null)
            throw new ListUseException();
        return Variable is null ? Symbol : throw new ContradictionException(
            $"{user} takes the variable '{Variable.Name}' as a handle, and handles are supported where variables are read and assigned "
            + "only");
    }

    /// <summary>The variable.</summary>
    /// <param name="user">Who takes it, for the message.</param>
    /// <exception cref="ContradictionException">The value is no variable.</exception>
    public SavedModelVariable ToVariable(string user) =>
        Variable ?? throw new ContradictionException($"{user} takes a variable where it is given a tensor");
}
