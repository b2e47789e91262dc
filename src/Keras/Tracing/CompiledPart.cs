using TensorFlow;

namespace Keras.Tracing;

/// <summary>A part of a function of ordinary kernels that XLA compiles: many operations on the same elements become one pass.</summary>
internal static class CompiledPart
{
    /// <summary>
    /// Writes a part: as a function that XLA compiles where the function being written may have one, XLA can compile it and the shapes of
    /// the inputs are known, else among the ordinary kernels.
    /// </summary>
    /// <param name="name">The prefix of the function's name.</param>
    /// <param name="inputs">The inputs; the first is a symbol of the graph that is written now.</param>
    /// <param name="body">From their symbols to the outputs.</param>
    public static Symbol[] Write(string name, Symbol[] inputs, Func<Symbol[], Symbol[]> body)
    {
        if (!TraceContext.HasCurrent || !TraceContext.Current.CompilesParts || !inputs.All(i => i.Shape.IsFullyKnown))
            return body(inputs);
        TensorSpec[] specs = [.. inputs.Select(i => new TensorSpec(i.DType, i.Shape))];
        try
        {
            using Function function = Function.Trace(name, specs, body, new() { Compile = true });
            return function.Call(inputs);
        }
        catch (UncompilableException)
        {
            return body(inputs);
        }
    }
}
