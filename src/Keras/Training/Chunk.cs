using TensorFlow;

namespace Keras.Training;

/// <summary>Some batches of a stream, joined in tensors of a fixed number of samples; those behind the last batch are not used.</summary>
/// <param name="Columns">The joined columns.</param>
/// <param name="Rows">Samples of a batch.</param>
/// <param name="Batches">The number of batches.</param>
internal sealed record Chunk(Tensor[] Columns, int Rows, int Batches) : IDisposable
{
    public void Dispose()
    {
        foreach (Tensor column in Columns)
            column.Dispose();
    }
}
