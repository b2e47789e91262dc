using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Keras.Layers;

namespace Keras.Models;

/// <summary>The models among the layers: a model can be a layer of another one, in code and in files.</summary>
internal static class ModelClasses
{
    /// <summary>Makes the registry of layers know models; it is filled at its first use, not here.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Layers do not know the models above them.")]
    internal static void Register() => LayerRegistry.Outer.Register += layers => layers
        .Register("Sequential", Sequential.FromConfig)
        .Register("Functional", FunctionalReader.Read, "functional", "model");
}
