using TensorFlow;

namespace Keras;

/// <content>Eager computation of symbols.</content>
public static partial class Ops
{
    /// <summary>Computes the result of a function: <c>Ops.Compute(() =&gt; Ops.Linspace(0, 1, 5))</c>.</summary>
    /// <param name="function">Returns the symbol of the result.</param>
    /// <returns>The value of the symbol; the caller disposes it.</returns>
    public static Tensor Compute(Func<Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compute([], _ => [function()])[0];
    }

    /// <summary>Computes a function of a tensor in one native call: <c>Ops.Compute(x, s =&gt; Ops.Relu(s) + 1)</c>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="function">Computes the result from the tensor's symbol.</param>
    /// <returns>The value of the result; the caller disposes it.</returns>
    public static Tensor Compute(Tensor x, Func<Symbol, Symbol> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compute([x], inputs => [function(inputs[0])])[0];
    }

    /// <summary>Computes a function of tensors in one native call. The function may call layers and models, use their weights and compute
    /// gradients. It is traced in each call; to call a function without weights often, keep a <see cref="Function"/>.</summary>
    /// <param name="inputs">The tensors.</param>
    /// <param name="function">Computes the results from the tensors' symbols.</param>
    /// <returns>The values of the results; the caller disposes them.</returns>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(3, "softmax") { InputShape = [4] });
    /// using Tensor x = Tensor.FromArray(new float[1, 4]);
    /// // The gradient of the largest score with respect to the input: a saliency map.
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

    /// <summary>Frees the cached functions of eager calls, at most 512; the next calls trace again.</summary>
    public static void ReleaseFunctions() => EagerFunctions.Clear();
}
