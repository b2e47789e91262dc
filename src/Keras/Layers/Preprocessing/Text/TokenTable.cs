using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Strings by their hashes, sorted, so that a function finds a string by a binary search and compares it then. There are no tables in the
/// graph, which would have to be filled before each run.
/// </summary>
internal sealed class TokenTable
{
    private readonly long[] hashes;
    private readonly long[] positions;
    private readonly string[] sorted;
    private readonly int longestRun = 1;

    private TokenTable(long[] hashes, long[] positions, string[] sorted)
    {
        (this.hashes, this.positions, this.sorted) = (hashes, positions, sorted);
        for (int i = 1, run = 1; i < hashes.Length; i++)
        {
            run = hashes[i] == hashes[i - 1] ? run + 1 : 1;
            longestRun = Math.Max(longestRun, run);
        }
    }

    /// <summary>The table of distinct tokens, at least one.</summary>
    public static TokenTable Of(ReadOnlySpan<string> tokens)
    {
        using Tensor strings = Tensor.CreateStrings(tokens, [tokens.Length]);
        using Tensor hashed = Ops.Compute(strings, Hash);
        long[] hashes = hashed.ToArray<long>();
        long[] positions = new long[tokens.Length];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = i;
        Array.Sort(hashes, positions);
        string[] sorted = new string[positions.Length];
        for (int i = 0; i < sorted.Length; i++)
            sorted[i] = tokens[(int)positions[i]];
        return new(hashes, positions, sorted);
    }

    /// <summary>The positions of strings among the tokens; -1 for those that are not there.</summary>
    public Symbol Find(Symbol keys)
    {
        Graph graph = keys.Graph;
        using Tensor hashTensor = Tensor.Create<long>(hashes), positionTensor = Tensor.Create<long>(positions);
        using Tensor sortedTensor = Tensor.CreateStrings(sorted, [sorted.Length]);
        Symbol first = Ops.SearchSorted(graph.Constant(hashTensor), Hash(keys));
        Symbol places = graph.Constant(positionTensor), strings = graph.Constant(sortedTensor), axis = graph.Constant(0, DType.Int32);
        Symbol? found = null;
        // Different strings of one hash stand beside one another.
        for (int i = 0; i < longestRun; i++)
        {
            Symbol at = RawOps.Minimum(first + first.Number(i), first.Number(sorted.Length - 1));
            Symbol place = RawOps.GatherV2(places, at, axis);
            Symbol isThere = RawOps.Equal(RawOps.GatherV2(strings, at, axis), keys);
            found = RawOps.SelectV2(isThere, place, found ?? place.Number(-1));
        }

        return found!.Value;
    }

    private static Symbol Hash(Symbol strings) => RawOps.StringToHashBucketFast(strings, long.MaxValue);
}
