using Keras.Layers;

namespace Keras;

/// <content>Changes after which functions are written anew.</content>
public abstract partial class Layer
{
    private int changes;
    private LayerStructure? structure;

    /// <summary>The structure that functions of the layer are written from; the same object as long as the layer does not change.</summary>
    internal LayerStructure CurrentStructure =>
        structure is { } known && known.IsThatOf(this) ? known : structure = LayerStructure.Of(this);

    /// <summary>The number of calls of <see cref="MarkChanged"/>.</summary>
    internal int Changes => changes;

    /// <summary>
    /// Tells that this layer computes something else from now on: functions written before are not used any more. For layers whose
    /// <c>Call</c> depends on properties that can be set later; changes of weights, sublayers and <see cref="Trainable"/> are seen without
    /// it.
    /// </summary>
    protected internal void MarkChanged()
    {
        _ = Interlocked.Increment(ref changes);
        ChangeCount.Add();
    }

    /// <summary>Begins a change of this layer, and of what is inside of it.</summary>
    /// <param name="operation">The public member's name.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage Change(string operation, UsageRules rules = UsageRules.None) =>
        Usage.Enter(UsageKind.Change, operation, this, Tree, rules);
}
