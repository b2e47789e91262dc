namespace Keras.Layers;

/// <summary>The kind of a layer's work, from which <see cref="JitCompile.Auto"/> chooses how a model's step is compiled.</summary>
public enum LayerWorkload
{
    /// <summary>Products and elementwise operations; small steps run fastest when the whole loop is compiled.</summary>
    General,

    /// <summary>
    /// Work over the steps of sequences, by recurrence: runs fastest in several compiled parts of the batch, one a core, in an ordinary
    /// loop.
    /// </summary>
    Sequence,

    /// <summary>Rows of a large table: bound by memory, runs fastest where XLA compiles the loop, which writes in place.</summary>
    Lookup,

    /// <summary>
    /// Work over sequences by attention: runs fastest in several parts of the batch, one a core, whose layers have kernels of this library
    /// (<see cref="TensorFlow.FusedOps"/>), or otherwise where XLA compiles the loop with the parts in it.
    /// </summary>
    Attention,
}
