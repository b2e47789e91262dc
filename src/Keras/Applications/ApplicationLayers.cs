using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Keras.Layers;

namespace Keras.Applications;

/// <summary>The layers that only architectures of this room have.</summary>
internal static class ApplicationLayers
{
    /// <summary>Makes the registry of layers know them; it is filled at its first use, not here.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Layers do not know the architectures above them.")]
    internal static void Register() => LayerRegistry.Outer.Register += layers => layers
        .Register("CustomScaleLayer", CustomScaleLayer.FromConfig)
        .Register("LayerScale", LayerScale.FromConfig)
        .Register("StochasticDepth", StochasticDepth.FromConfig);
}
