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

    /// <summary>Computes a function of tensors, as a whole. The function is traced anew at each call; for one that is called often, keep a
    /// <see cref="Function"/>.</summary>
    /// <param name="inputs">The tensors.</param>
    /// <param name="function">From the tensors' symbols, the results.</param>
    /// <returns>The values of the results; the caller disposes them.</returns>
    public static Tensor[] Compute(ReadOnlySpan<Tensor> inputs, Func<Symbol[], Symbol[]> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Tensor[] tensors = inputs.ToArray();
        using Function traced = Function.Trace("compute", [.. tensors.Select(TensorSpec.Of)], function);
        return EagerFunctions.Run(traced, tensors);
    }

    /// <summary>Frees the functions that eager calls have traced, at most 512; the next calls trace anew.</summary>
    public static void ReleaseFunctions() => EagerFunctions.Clear();
}
