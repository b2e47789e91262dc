using Keras.Layers;
using Keras.Models;

namespace Keras;

/// <content>Copies of models.</content>
public partial class Model
{
    /// <summary>Creates a model of the same configuration with new weights (<c>keras.models.clone_model</c>). It is not compiled.</summary>
    /// <param name="cloneFunction">
    /// From each layer of a sequential or functional model, inputs excepted, the layer that takes its place; a shared layer is asked for
    /// once. A layer that is returned itself is shared by both models. Default: null, copies by their configs.
    /// </param>
    /// <returns>The model, of the same class and name.</returns>
    /// <exception cref="ConfigException">A class is not registered (<see cref="CustomObjects"/>).</exception>
    /// <exception cref="ArgumentException">A function is given for a model that writes its own computation.</exception>
    public Model CloneModel(Func<Layer, Layer>? cloneFunction = null)
    {
        ThrowIfDisposed();
        using Usage usage = Enter(UsageKind.Read, "CloneModel");
        // What is in memory was loaded with the caller's consent.
        using SafeMode mode = SafeMode.Enter(isOn: false);
        if (cloneFunction is null)
            return (Model)LayerRegistry.Instance.FromJson(SerializedObject.Wrap(this));
        if (this is Sequential sequential)
            return ModelClone.Of(sequential, cloneFunction);
        return graph is null
            ? throw new ArgumentException(
                $"CloneModel: {ClassName} '{Name}' writes its own computation; clone it without a function.", nameof(cloneFunction))
            : ModelClone.Of(graph, Name, cloneFunction);
    }
}
