using TensorFlow;

namespace Keras.Tracing;

/// <summary>Some of the samples of a batch, which one function computes while another computes the others.</summary>
/// <param name="First">The first sample.</param>
/// <param name="Count">The number of samples.</param>
/// <param name="Samples">The number of samples of the whole batch.</param>
internal sealed record PartOfBatch(int First, int Count, int Samples)
{
    private bool wasRead;

    /// <summary>Whether something was cut for this part: the function is that of no other part then.</summary>
    public bool WasRead => wasRead;

    /// <summary>The parts of a batch, of equal size.</summary>
    public static IReadOnlyList<PartOfBatch> Divide(int samples, int parts) =>
        [.. Enumerable.Range(0, parts).Select(i => new PartOfBatch(i * (samples / parts), samples / parts, samples))];

    /// <summary>The samples of this part of what has all samples along the first axis.</summary>
    public Symbol Of(Symbol all)
    {
        wasRead = true;
        return Cut(all);
    }

    /// <summary>The samples of this part in their places in the whole batch, with zeros for the samples of the others.</summary>
    public Symbol InPlace(Symbol samples)
    {
        int[] paddings = new int[2 * samples.Rank];
        (paddings[0], paddings[1]) = (First, Samples - First - Count);
        using Tensor both = Tensor.Create<int>(paddings, [samples.Rank, 2]);
        return RawOps.Pad(samples, samples.Graph.Constant(both)).WithShape(samples.Shape[1..].Prepend(Samples));
    }

    /// <summary>The same where each part is given its own.</summary>
    public Symbol Cut(Symbol all)
    {
        Graph graph = all.Graph;
        int[] begin = new int[all.Rank], size = [.. all.Shape.Select(d => checked((int)d))];
        (begin[0], size[0]) = (First, Count);
        return RawOps.Slice(all, graph.Constant(begin), graph.Constant(size)).WithShape(all.Shape[1..].Prepend(Count));
    }
}
