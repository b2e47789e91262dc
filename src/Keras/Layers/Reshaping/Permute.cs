using TensorFlow;

namespace Keras.Layers;

/// <summary>Permutes the axes of each sample.</summary>
[KerasSerializable]
public sealed partial class Permute : Layer
{
    private readonly int[] dims;

    /// <summary>Creates the layer.</summary>
    /// <param name="dims">The axes in their new order, counted from 1 without the batch axis: <c>new Permute(2, 1)</c>.</param>
    /// <exception cref="ArgumentException">The axes are not those from 1 on.</exception>
    public Permute(params ReadOnlySpan<int> dims)
    {
        this.dims = dims.ToArray();
        if (this.dims.Length == 0 || !this.dims.Order().SequenceEqual(Enumerable.Range(1, this.dims.Length)))
            throw new ArgumentException(
                $"Permute: expected a permutation of the axes from 1 on, got [{string.Join(", ", this.dims)}].", nameof(dims));
    }

    /// <summary>The axes in their new order, counted from 1.</summary>
    public IReadOnlyList<int> Dims => dims;

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x.Rank == dims.Length + 1
        ? RawOps.Transpose(x, x.Graph.Constant([0, .. dims]))
        : throw new ShapeException($"Permute '{Name}': expected an input of {dims.Length + 1} axes, got {x.Shape}; give as "
            + "many dims as a sample has axes.");
}
