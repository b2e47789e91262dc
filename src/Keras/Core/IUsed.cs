namespace Keras.Core;

/// <summary>What operations on models use: layers, weights, optimizers, metrics, callbacks.</summary>
internal interface IUsed
{
    /// <summary>The kind and the name, for sentences: "the layer 'dense'".</summary>
    string Designation { get; }
}
