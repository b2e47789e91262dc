using TensorFlow;

namespace Keras.Tracing;

/// <summary>A part of a function of ordinary kernels that XLA compiles: many operations on the same elements become one pass.</summary>
internal static class CompiledPart
{
    /// <summary>Whether the function being written may have such a part of these inputs, whose shapes XLA must know.</summary>
    /// <param name="inputs">The inputs of the part.</param>
    public static bool IsPossible(params ReadOnlySpan<Symbol> inputs)
    {
        if (!TraceContext.HasCurrent || !TraceContext.Current.CompilesParts)
            return false;
        foreach (Symbol input in inputs)
        {
            if (!input.Shape.IsFullyKnown)
                return false;
        }

        return true;
    }

    /// <summary>Writes a part and calls it.</summary>
    /// <param name="name">The prefix of the function's name.</param>
    /// <param name="inputs">The inputs; the first is a symbol of the graph that is written now.</param>
    /// <param name="body">From their symbols to the outputs.</param>
    public static Symbol[] Call(string name, ReadOnlySpan<Symbol> inputs, Func<Symbol[], Symbol[]> body)
    {
        TensorSpec[] specs = new TensorSpec[inputs.Length];
        for (int i = 0; i < specs.Length; i++)
            specs[i] = new(inputs[i].DType, inputs[i].Shape);
        using Function function = Function.Trace(name, specs, body, new() { Compile = true });
        return function.Call(inputs);
    }
}
