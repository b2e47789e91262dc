using TensorFlow;

namespace Keras.Layers;

/// <content>Learning a vocabulary.</content>
public abstract partial class IndexLookup<T>
{
    /// <summary>The tokens counted so far.</summary>
    internal TokenCounts<T> Counts => counts;

    internal void ResetCounts() => Reset();

    internal void CompleteCounts() => Complete();

    internal void RequireAdaptable() => CheckAdaptable();

    internal override bool HasToLearn => !hasGivenVocabulary;

    private protected override void CheckAdaptable()
    {
        if (!HasToLearn)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' was given its vocabulary, so there is nothing to adapt; leave the vocabulary out to learn it.");
    }

    private protected override void Reset() => counts = CreateCounts();

    private protected override void Update(Tensor batch)
    {
        T[] all = TokensOf(batch);
        int rowLength = batch.Rank > 1 && batch.Shape[0] > 0 ? all.Length / (int)batch.Shape[0] : 1;
        for (int i = 0; i < all.Length; i++)
        {
            if (i % rowLength == 0)
                counts.BeginDocument();
            counts.Add(all[i]);
        }
    }

    private protected override void Complete()
    {
        T[] left = [.. Mask.Has ? [Mask.Value] : Array.Empty<T>(), .. Oov.Has ? [Oov.Value] : Array.Empty<T>()];
        (T[] learned, long[] documents) = counts.MostFrequent(MaxTokens - Start, Order, left);
        double all = counts.Documents;
        counts = CreateCounts();
        if (OutputMode != OutputModes.TfIdf)
        {
            Take(learned, null);
            return;
        }

        // Of float32 from the logarithm on, as in Keras.
        double[] frequencies = [.. documents.Select(d => (double)(float)Math.Log(1 + (all / (1 + d))))];
        double mean = frequencies.Length == 0 ? 0 : (float)(frequencies.Sum() / frequencies.Length);
        Take(learned, Padded([.. Enumerable.Repeat(mean, Start)], frequencies));
    }

    /// <summary>The elements of a batch as tokens.</summary>
    /// <exception cref="ShapeException">The elements are of another type.</exception>
    private protected abstract T[] TokensOf(Tensor batch);
}
