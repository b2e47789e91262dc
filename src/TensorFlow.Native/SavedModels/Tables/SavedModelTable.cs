namespace TensorFlow;

/// <summary>
/// The contents of a table of a SavedModel (look-ups of strings or integers), which no endpoint changes: constants in which a binary search
/// finds keys, strings by their hashes. XLA compiles tables of numbers, and nothing has to be filled before a run.
/// </summary>
internal sealed class SavedModelTable
{
    private readonly StoredTensor keys;
    private readonly StoredTensor values;
    private readonly long[] sorted;
    private readonly long[] positions;
    private readonly int longestRun = 1;

    /// <param name="name">The name, for messages.</param>
    /// <param name="keys">The keys, a list without duplicates.</param>
    /// <param name="values">Their values along the first axis.</param>
    /// <exception cref="ContradictionException">The keys are neither strings nor integers.</exception>
    public SavedModelTable(string name, Tensor keys, Tensor values)
    {
        Name = name;
        if (keys.Shape.Rank != 1 || values.Shape.Rank == 0 || values.Shape[0] != keys.Shape[0])
            throw new ContradictionException(
                $"the table '{name}' has keys {TensorSpec.Of(keys)} and values {TensorSpec.Of(values)}; only keys that are scalars are "
                + "supported");
        (this.keys, this.values) = (new(keys), new(values));
        sorted = Numbers(name, keys);
        positions = new long[sorted.Length];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = i;
        Array.Sort(sorted, positions);
        for (int i = 1, run = 1; i < sorted.Length; i++)
        {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            longestRun = Math.Max(longestRun, run);
        }
    }

    public string Name { get; }

    public DType KeyType => keys.DType;

    public DType ValueType => values.DType;

    public int Count => positions.Length;

    /// <summary>Writes all keys and their values.</summary>
    public (Symbol Keys, Symbol Values) Write() => (keys.ToSymbol(), values.ToSymbol());

    /// <summary>Writes a look-up.</summary>
    /// <param name="sought">The keys that are looked for, of any shape.</param>
    /// <param name="missing">The value of a key that is not there.</param>
    public Symbol Find(Symbol sought, Symbol missing)
    {
        Graph graph = Graph.Current;
        Symbol shape = RawOps.Shape(sought);
        if (Count == 0)
            return RawOps.BroadcastTo(missing, RawOps.ConcatV2([shape, RawOps.Shape(missing)], graph.Constant(0, DType.Int32)));
        using Tensor sortedTensor = Tensor.Create<long>(sorted, [1, Count]), positionTensor = Tensor.Create<long>(positions);
        Symbol numbers = KeyType == DType.String ? Hash(sought) : RawOps.Cast(sought, DType.Int64);
        Symbol all = graph.Constant(sortedTensor), places = graph.Constant(positionTensor), axis = graph.Constant(0, DType.Int32);
        Symbol first = RawOps.Reshape(RawOps.LowerBound(all, RawOps.Reshape(numbers, graph.Constant([1, -1]))), shape);
        (Symbol texts, Symbol contents) = (KeyType == DType.String ? keys.ToSymbol() : RawOps.Reshape(all, graph.Constant([-1])),
            values.ToSymbol());
        Symbol? found = null;
        Symbol? isFound = null;
        // Different strings of one hash stand beside one another.
        for (int i = 0; i < longestRun; i++)
        {
            Symbol at = RawOps.Minimum(first + first.Number(i), first.Number(Count - 1)), place = RawOps.GatherV2(places, at, axis);
            Symbol isThere = KeyType == DType.String
                ? RawOps.Equal(RawOps.GatherV2(texts, place, axis), sought) : RawOps.Equal(RawOps.GatherV2(texts, at, axis), numbers);
            found = found is { } before ? RawOps.SelectV2(isThere, place, before) : place;
            isFound = isFound is { } known ? RawOps.LogicalOr(known, isThere) : isThere;
        }

        Symbol condition = isFound!.Value;
        for (int i = 1; i < values.Shape.Rank; i++)
            condition = RawOps.ExpandDims(condition, graph.Constant(-1, DType.Int32));
        return RawOps.SelectV2(condition, RawOps.GatherV2(contents, found!.Value, axis), missing);
    }

    private static Symbol Hash(Symbol strings) => RawOps.StringToHashBucketFast(strings, long.MaxValue);

    private static long[] Numbers(string name, Tensor keys)
    {
        if (keys.DType is not (DType.String or DType.Int64 or DType.Int32))
            throw new ContradictionException(
                $"the table '{name}' has keys of the type {keys.DType.StandardName}; only strings, int64 and int32 are supported");
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol input = graph.Placeholder(keys.DType, keys.Shape);
        Symbol output = keys.DType == DType.String ? Hash(input) : RawOps.Cast(input, DType.Int64);
        using Function function = Function.FromGraph(graph, "keys", [input], [output], []);
        using FunctionCall call = new(function);
        using DeviceTensor given = DeviceTensor.From(keys);
        call.SetInput(0, given);
        call.Run();
        using DeviceTensor taken = call.TakeOutput(0);
        using Tensor numbers = taken.ToTensor();
        return numbers.ToArray<long>();
    }
}
