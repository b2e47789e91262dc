using TensorFlow;

namespace Keras.Tracing;

/// <summary>
/// The tables of which a function being written updates single rows. An ordinary kernel copies the table for that, unless it writes into
/// the memory of the former value; so it does where each operation that reads this value is known, runs before, and leaves nothing that
/// shares the memory.
/// </summary>
/// <param name="graph">The graph of the function.</param>
/// <param name="leastBytes">The size from which tables are written in place; null for none.</param>
internal sealed class RowUpdates(Graph graph, long? leastBytes)
{
    // Their outputs have memory of their own.
    private static readonly HashSet<string> Copying = new(StringComparer.Ordinal) { "GatherNd", "GatherV2", "Rank", "Shape", "Size" };

    private readonly HashSet<ITracedWeight> tables = [];
    private readonly Dictionary<ITracedWeight, Update> updates = [];
    private readonly HashSet<Operation> compiledCalls = [];

    /// <summary>Whether a table is written in place.</summary>
    public bool IsInPlace(ITracedWeight weight) => updates.ContainsKey(weight);

    /// <summary>Whether single rows of a weight were updated.</summary>
    public bool Contains(ITracedWeight weight) => tables.Contains(weight);

    /// <summary>Notes calls of functions that XLA compiles, whose outputs have memory of their own.</summary>
    public void AddCompiledCalls(IEnumerable<Symbol> outputs) => compiledCalls.UnionWith(outputs.Select(o => o.Operation));

    /// <summary>Writes an update.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="before">Its value.</param>
    /// <param name="isFirst">Whether it is the value before the function.</param>
    /// <param name="rows">The summands, or what is to be subtracted.</param>
    /// <param name="subtracts">Whether they are subtracted.</param>
    /// <returns>The new value.</returns>
    public Symbol Write(ITracedWeight weight, Symbol before, bool isFirst, IndexedSlices rows, bool subtracts)
    {
        tables.Add(weight);
        Operation[] readers = before.Consumers;
        if (!isFirst || weight.Shape.ElementCount * weight.DType.Size < leastBytes.GetValueOrDefault(long.MaxValue)
            || Graph.Current != graph || !Array.TrueForAll(readers, Copies))
        {
            Symbol indices = RawOps.ExpandDims(rows.Indices, before.Graph.Constant(1, DType.Int32));
            return subtracts
                ? RawOps.TensorScatterSub(before, indices, rows.Values)
                : RawOps.TensorScatterAdd(before, indices, rows.Values);
        }

        OperationBuilder builder = OperationBuilder.Create(subtracts ? "InplaceSub" : "InplaceAdd")
            .Input(before).Input(rows.Indices.Cast(DType.Int32)).Input(rows.Values);
        foreach (Operation reader in readers.Distinct())
            builder = builder.ControlInput(reader);
        Symbol after = builder.Build()[0];
        updates.Add(weight, new(before, readers, after));
        return after;
    }

    /// <summary>
    /// Whether all tables that are written in place were read only as said, now that the whole function is written; otherwise it must be
    /// written without.
    /// </summary>
    /// <param name="latest">From a weight to its last value.</param>
    public bool AreSafe(Func<ITracedWeight, Symbol> latest) => updates.All(p => p.Value is var u
        && u.Before.Consumers.Except(u.Readers).All(o => o == u.After.Operation)
        && Array.TrueForAll(u.After.Consumers, o => o == latest(p.Key).Operation)
        && Array.TrueForAll(latest(p.Key).Consumers, Copies));

    /// <summary>The last value of a table, which is there once all who read it are done.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="latest">Its last value.</param>
    public Symbol Complete(ITracedWeight weight, Symbol latest)
    {
        if (!updates.ContainsKey(weight) || latest.Consumers is not { Length: > 0 } readers)
            return latest;
        OperationBuilder builder = OperationBuilder.Create("Identity").Input(latest);
        foreach (Operation reader in readers.Distinct())
            builder = builder.ControlInput(reader);
        return builder.Build()[0];
    }

    private bool Copies(Operation operation) => Copying.Contains(operation.Type) || compiledCalls.Contains(operation);

    private sealed record Update(Symbol Before, Operation[] Readers, Symbol After);
}
