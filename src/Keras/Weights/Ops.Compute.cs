using TensorFlow;

namespace Keras;

/// <content>Symbols computed at once.</content>
public static partial class Ops
{
    /// <summary>Computes what a function writes: <c>Ops.Compute(() =&gt; Ops.Linspace(0, 1, 5))</c>.</summary>
    /// <param name="function">Writes a symbol.</param>
    /// <returns>The value of the symbol; the caller disposes it.</returns>
    public static Tensor Compute(Func<Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compute([], _ => [function()])[0];
    }

    /// <summary>Computes a function of a tensor, as a whole: <c>Ops.Compute(x, s =&gt; Ops.Relu(s) + 1)</c>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="function">From the tensor's symbol, the result.</param>
    /// <returns>The value of the result; the caller disposes it.</returns>
    public static Tensor Compute(Tensor x, Func<Symbol, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compute([x], inputs => [function(inputs[0])])[0];
    }

    /// <summary>Computes a function of tensors, as a whole. Layers and models that it calls take part with their weights, and gradients
    /// flow through them. The function is traced anew at each call; for one without weights that is called often, keep a
    /// <see cref="Function"/>.</summary>
    /// <param name="inputs">The tensors.</param>
    /// <param name="function">From the tensors' symbols, the results.</param>
    /// <returns>The values of the results; the caller disposes them.</returns>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(3, "softmax") { InputShape = [4] });
    /// using Tensor x = Tensor.FromArray(new float[1, 4]);
    /// // The gradient of the largest score by the input: a saliency map.
    /// using Tensor saliency = Ops.Compute(x, s =&gt;
    ///     Gradients.Of(Ops.Max(model.Apply(s, new CallContext(training: false))), s)[0]!.Value);
    /// </code>
    /// </example>
    public static Tensor[] Compute(ReadOnlySpan<Tensor> inputs, Func<Symbol[], Symbol[]> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Tensor[] tensors = inputs.ToArray();
        using StatefulFunction traced = StatefulFunction.Trace("compute", [.. tensors.Select(TensorSpec.Of)], function);
        return traced.Run(tensors);
    }

    /// <summary>Frees the functions that eager calls have traced, at most 512; the next calls trace anew.</summary>
    public static void ReleaseFunctions() => EagerFunctions.Clear();
}
