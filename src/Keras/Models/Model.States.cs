using Keras.Layers;

namespace Keras;

/// <content>The states of stateful layers.</content>
public partial class Model
{
    /// <summary>
    /// Sets the states of all stateful recurrent layers to 0, those within wrappers and nested models included; see <see
    /// cref="RNN.ResetStates()"/>. A callback may do so while the model is trained, for instance at the end of each epoch.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread trains or evaluates a model that has one of the layers.</exception>
    public void ResetStates()
    {
        // All or none: the use of every layer is taken before the first is reset.
        using Usage usage = Change("ResetStates", UsageRules.WithinOwnRun);
        ThrowIfDisposed();
        foreach (RNN layer in Tree().OfType<RNN>())
            layer.ResetStates();
    }
}
