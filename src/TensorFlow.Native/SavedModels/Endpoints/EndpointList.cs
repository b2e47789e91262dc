namespace TensorFlow;

/// <summary>
/// A list of tensors (of a recurrent layer's loop, say) as one tensor of its items, which has a gradient, unlike TensorFlow's lists.
/// </summary>
/// <param name="Items">The items along the first axis; null where none was written yet.</param>
/// <param name="Length">The number of items, an int32 scalar.</param>
internal sealed record EndpointList(Symbol? Items, Symbol Length)
{
    /// <summary>In a loop, the item of the round; null where a round has none.</summary>
    public Symbol? Slice { get; init; }

    /// <summary>In a loop, the number of the round as values that count it.</summary>
    public IReadOnlyList<Symbol> Rounds { get; init; } = [];

    /// <summary>In a loop, the list that the round began with.</summary>
    public EndpointList? Origin { get; init; }

    /// <summary>In a loop, what the round wrote, and where.</summary>
    public (Symbol Index, Symbol Item)? Written { get; init; }
}
