namespace Keras.Core;

/// <summary>An object that operations on models use: a layer, weight, optimizer, metric or callback.</summary>
internal interface IUsed
{
    /// <summary>The kind and the name, for sentences: "the layer 'dense'".</summary>
    string Designation { get; }
}
