using Keras.Layers;

namespace Keras;

/// <content>The compilation of a layer.</content>
public abstract partial class Layer
{
    /// <summary>Whether the layer is faster when XLA compiles it than with the ordinary kernels; false for convolutions and
    /// pooling.</summary>
    protected internal virtual bool PrefersCompilation => Array.TrueForAll(ownLayers, l => l.PrefersCompilation);

    /// <summary>
    /// Whether XLA cannot compile the layer, as is with strings: the layer and all that leads to its input run with the ordinary kernels,
    /// ahead of the compiled rest of a model. Default: false.
    /// </summary>
    protected internal virtual bool RequiresOrdinaryKernels => false;

    /// <summary>The layer in a sentence about what XLA cannot compile.</summary>
    private protected virtual string OrdinaryDescription => $"{ClassName} '{Name}'";

    /// <summary>The part of the layer that XLA cannot compile; null for none.</summary>
    internal string? OrdinaryPart => RequiresOrdinaryKernels ? OrdinaryDescription : null;

    /// <summary>The kind of the layer's work, for <see cref="JitCompile.Auto"/>. Default: <see cref="LayerWorkload.General"/>.</summary>
    protected internal virtual LayerWorkload Workload => LayerWorkload.General;

    /// <summary>
    /// Whether the output for one sample depends on other samples of the batch in training, as with batch statistics. A step that mixes
    /// samples is never divided into parts. Default: true for a custom class, whose computation is not known.
    /// </summary>
    protected internal virtual bool MixesSamples => GetType().Assembly != typeof(Layer).Assembly;
}
