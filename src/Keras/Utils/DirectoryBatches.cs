using System.Collections;

namespace Keras;

/// <summary>The batches of files, read anew each epoch.</summary>
/// <param name="index">The files and their labels.</param>
/// <param name="options">How they are batched and ordered.</param>
/// <param name="read">From paths, the inputs of a batch.</param>
internal sealed class DirectoryBatches(DirectoryIndex index, DirectoryOptions options, Func<string[], Data> read)
    : IReadOnlyCollection<Batch>
{
    private readonly Random? random = !options.Shuffle ? null : options.Seed is { } seed ? new Random(seed + 1) : new Random();

    public int Count => (index.Paths.Length + options.BatchSize - 1) / options.BatchSize;

    public IEnumerator<Batch> GetEnumerator()
    {
        foreach (int[] files in Order().Chunk(options.BatchSize))
        {
            yield return new(read(Array.ConvertAll(files, f => index.Paths[f])), index.LabelsOf(files, options.LabelMode))
            {
                IsTransient = true,
            };
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int[] Order()
    {
        if (random is null)
            return [.. Enumerable.Range(0, index.Paths.Length)];
        lock (random)
            return index.Order(random);
    }
}
