using Keras.Weights;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>Runs what writes symbols on tensors.</summary>
internal static class Symbols
{
    public static Tensor[] Run(IReadOnlyList<Tensor> inputs, Func<Symbol[], Symbol[]> body)
    {
        using StatefulFunction function = StatefulFunction.Trace("replay", [.. inputs.Select(TensorSpec.Of)], body);
        return function.Run(inputs);
    }

    public static Tensor Run(Tensor input, Func<Symbol, Symbol> body) => Run([input], symbols => [body(symbols[0])])[0];

    /// <summary>Runs a body that also takes tensors that may be absent.</summary>
    public static Tensor[] RunOptional(IReadOnlyList<Tensor?> inputs, Func<Symbol?[], Symbol[]> body)
    {
        int[] present = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is not null)];
        return Run([.. present.Select(i => inputs[i]!)], symbols =>
        {
            Symbol?[] all = new Symbol?[inputs.Count];
            for (int i = 0; i < present.Length; i++)
                all[present[i]] = symbols[i];
            return body(all);
        });
    }
}
