using TensorFlow;

namespace Keras;

/// <content>Functions with a custom gradient, and directional derivatives.</content>
public static partial class Ops
{
    /// <summary>
    /// Gives a function a custom gradient: the operations inside are not differentiated (<c>keras.ops.custom_gradient</c>).
    /// </summary>
    /// <param name="f">
    /// From the inputs to the outputs and the gradient: from the gradients of the outputs to those of the inputs, null for an input
    /// without. The operations of the gradient can be differentiated again.
    /// </param>
    /// <returns>The function. No gradient reaches weights that <paramref name="f"/> reads; pass them in as inputs.</returns>
    /// <example>
    /// <code>
    /// var log1pexp = Ops.CustomGradient(x =&gt;
    /// {
    ///     Symbol e = Ops.Exp(x);
    ///     return (Ops.Log(1 + e), dy =&gt; dy * (1 - (1 / (1 + e))));
    /// });
    /// </code>
    /// </example>
    public static Func<Symbol[], Symbol[]> CustomGradient(Func<Symbol[], (Symbol[] Outputs, Func<Symbol[], Symbol?[]> Gradient)> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return inputs =>
        {
            (Symbol[] outputs, Func<Symbol[], Symbol?[]> gradient) = f(inputs);
            return Gradients.Define(inputs, outputs, dys => gradient([.. dys.Select((dy, i) => dy ?? RawOps.ZerosLike(outputs[i]))]));
        };
    }

    /// <summary>Gives a function of one input and one output a custom gradient.</summary>
    /// <param name="f">From the input to the output and the gradient: from the gradient of the output to that of the input.</param>
    /// <returns>The function. No gradient reaches weights that <paramref name="f"/> reads; pass them in as inputs.</returns>
    /// <inheritdoc cref="CustomGradient(Func{Symbol[], ValueTuple{Symbol[], Func{Symbol[], Symbol?[]}}})" path="/example"/>
    public static Func<Symbol, Symbol> CustomGradient(Func<Symbol, (Symbol Output, Func<Symbol, Symbol> Gradient)> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        Func<Symbol[], Symbol[]> general = CustomGradient(inputs =>
        {
            (Symbol output, Func<Symbol, Symbol> gradient) = f(inputs[0]);
            return (new[] { output }, (Func<Symbol[], Symbol?[]>)(dys => [gradient(dys[0])]));
        });
        return x => general([x])[0];
    }

    /// <summary>
    /// The values of a function and its directional derivatives: the product of its Jacobian with a direction (<c>keras.ops.jvp</c>).
    /// </summary>
    /// <param name="fun">The function.</param>
    /// <param name="primals">The inputs.</param>
    /// <param name="tangents">The direction: for each input a symbol of its type and shape.</param>
    /// <returns>The outputs and their derivatives along the direction; zeros for an output that does not depend on the inputs.</returns>
    /// <remarks>
    /// Computed as the gradient of a gradient: the gradient by the inputs is linear in the gradients of the outputs, and the derivative by
    /// those is the product wanted. Every operation between needs second derivatives.
    /// </remarks>
    /// <exception cref="ArgumentException">The tangents are not one for each input, of its type and shape.</exception>
    /// <exception cref="UnimplementedException">An operation between has no second derivative; the message names it.</exception>
    public static (Symbol[] Outputs, Symbol[] Tangents) Jvp(
        Func<Symbol[], Symbol[]> fun, ReadOnlySpan<Symbol> primals, ReadOnlySpan<Symbol> tangents)
    {
        ArgumentNullException.ThrowIfNull(fun);
        if (primals.Length != tangents.Length)
            throw new ArgumentException($"Jvp: expected a tangent for each of {primals.Length} inputs, got {tangents.Length}.",
                nameof(tangents));
        for (int i = 0; i < primals.Length; i++)
        {
            if (tangents[i].DType != primals[i].DType || !tangents[i].Shape.IsCompatibleWith(primals[i].Shape))
                throw new ArgumentException($"Jvp: expected a tangent of the type and shape of {primals[i]}, got {tangents[i]}.",
                    nameof(tangents));
        }

        Symbol[] directions = tangents.ToArray(), inputs = [.. primals.ToArray().Select(p => RawOps.Identity(p))];
        Symbol[] outputs = fun(inputs), derivatives = [.. outputs.Select(y => RawOps.ZerosLike(y))];
        int[] differentiable = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].DType.IsFloatingPoint)];
        if (differentiable.Length == 0)
            return (outputs, derivatives);
        Symbol[] weights = [.. differentiable.Select(i => RawOps.ZerosLike(outputs[i]))];
        Symbol?[] back = Gradients.Of([.. differentiable.Select(i => outputs[i])], weights, inputs);
        int[] reached = [.. Enumerable.Range(0, back.Length).Where(i => back[i] is not null)];
        if (reached.Length == 0)
            return (outputs, derivatives);
        Symbol?[] along = Gradients.Of([.. reached.Select(i => back[i]!.Value)], [.. reached.Select(i => directions[i])], weights);
        for (int i = 0; i < differentiable.Length; i++)
            derivatives[differentiable[i]] = along[i] ?? derivatives[differentiable[i]];
        return (outputs, derivatives);
    }
}
