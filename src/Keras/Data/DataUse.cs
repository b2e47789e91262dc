using TensorFlow;

namespace Keras.Pipelines;

/// <summary>Keeps the tensors of columns in use until it is disposed.</summary>
/// <param name="columns">The columns.</param>
internal sealed class DataUse(IReadOnlyList<Data> columns) : IDisposable
{
    private readonly IDisposable[] uses = [.. columns.Select(c => c.Source.Use())];

    /// <summary>The tensors of the columns.</summary>
    public Tensor[] Tensors => [.. columns.Select(c => c.Source.Tensor)];

    public void Dispose()
    {
        foreach (IDisposable use in uses)
            use.Dispose();
    }
}
