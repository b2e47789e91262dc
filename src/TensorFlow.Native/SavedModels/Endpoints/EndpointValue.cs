namespace TensorFlow;

/// <summary>What flows along an edge of a SavedModel's graph: a tensor, the handle of a variable or a table, or a list of
/// tensors.</summary>
/// <param name="Symbol">The tensor.</param>
/// <param name="Variable">The variable; null for a tensor or a list.</param>
/// <param name="List">The list; null for a tensor or a handle.</param>
/// <param name="Table">The table; null for a tensor, a variable or a list.</param>
internal readonly record struct EndpointValue(
    Symbol Symbol, SavedModelVariable? Variable = null, EndpointList? List = null, SavedModelTable? Table = null)
{
    public static implicit operator EndpointValue(Symbol symbol) => new(symbol);

    public static implicit operator EndpointValue(SavedModelVariable variable) => new(default, variable);

    public static implicit operator EndpointValue(EndpointList list) => new(default, null, list);

    public static implicit operator EndpointValue(SavedModelTable table) => new(default, Table: table);

    /// <summary>Whether the value is a tensor.</summary>
    public bool IsTensor => Variable is null && List is null && Table is null;

    /// <summary>The tensor.</summary>
    /// <param name="user">Who takes it, for the message.</param>
    /// <exception cref="ContradictionException">The value is a variable or a table.</exception>
    /// <exception cref="ListUseException">The value is a list.</exception>
    public Symbol ToSymbol(string user)
    {
        if (List is not null)
            throw new ListUseException();
        if (Table is not null)
            throw new ContradictionException(
                $"{user} takes the table '{Table.Name}' as a handle, and tables are supported where keys are looked up only");
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
