using System.Runtime.CompilerServices;
using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>Calls on values.</content>
public abstract partial class Layer
{
    private LayerFunctions? functions;

    /// <summary>
    /// Calls the layer on values and computes the output at once: <c>layer.Apply(new float[,] { { 1, 2 } })</c>. The layer is built first
    /// if it is not built; the function of a shape and type is written once.
    /// </summary>
    /// <param name="inputs">The values: an array, a tensor, or several of them by position or name.</param>
    /// <param name="training">Whether the call trains or infers: random layers change their input in training only. Default: false.</param>
    /// <returns>The output; the caller disposes it.</returns>
    /// <exception cref="ShapeException">The values do not fit the layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has several outputs; see <see cref="ApplyAll(Data, bool)"/>.</exception>
    [OverloadResolutionPriority(-1)]
    public Tensor Apply(Data inputs, bool training = false)
    {
        IReadOnlyList<Tensor> outputs = ApplyAll(inputs, training);
        if (outputs.Count == 1)
            return outputs[0];
        foreach (Tensor output in outputs)
            output.Dispose();
        throw new InvalidOperationException($"{ClassName} '{Name}' has {outputs.Count} outputs; call ApplyAll to have them.");
    }

    /// <summary>Calls a layer of one or several outputs on values and computes the outputs at once.</summary>
    /// <param name="inputs">The values: an array, a tensor, or several of them by position or name.</param>
    /// <param name="training">Whether the call trains or infers. Default: false.</param>
    /// <returns>The outputs; the caller disposes them.</returns>
    /// <exception cref="ShapeException">The values do not fit the layer.</exception>
    [OverloadResolutionPriority(-1)]
    public IReadOnlyList<Tensor> ApplyAll(Data inputs, bool training = false)
    {
        Required.Rows($"{ClassName} '{Name}': Apply", "values", inputs);
        // The first call builds the layers, which other threads may call meanwhile.
        UsageKind kind = IsBuilt || Usage.IsHeld ? UsageKind.Read : UsageKind.Change;
        using Usage usage = Usage.Enter(kind, "Apply", this, Tree, UsageRules.WaitsForRuns);
        ThrowIfDisposed();
        LayerFunctions own = functions ?? Interlocked.CompareExchange(ref functions, new(this), null) ?? functions;
        return own.Run(inputs, training);
    }
}
