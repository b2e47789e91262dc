using System.Diagnostics;

namespace TensorFlow;

/// <summary>
/// A function of inputs and parameters in two: what follows from the parameters alone, and takes no more memory than these, is computed
/// once for their values; the rest takes the results with each call.
/// </summary>
[DebuggerDisplay("{Function.Name,nq} behind {Preparation?.Name,nq}")]
public sealed class PreparedFunction : IDisposable
{
    private PreparedFunction(Function function, Function? preparation, int[] taken, int[] kept) =>
        (Function, Preparation, TakenParameters, KeptParameters) = (function, preparation, taken, kept);

    /// <summary>From the inputs, the parameters of <see cref="KeptParameters"/> and the prepared values to the outputs.</summary>
    public Function Function { get; }

    /// <summary>From the parameters of <see cref="TakenParameters"/> to the prepared values; null where there are none.</summary>
    public Function? Preparation { get; }

    /// <summary>The positions of the parameters that <see cref="Preparation"/> takes.</summary>
    public IReadOnlyList<int> TakenParameters { get; }

    /// <summary>The positions of the parameters that <see cref="Function"/> takes itself.</summary>
    public IReadOnlyList<int> KeptParameters { get; }

    /// <summary>Creates the two functions from a graph.</summary>
    /// <param name="graph">The graph; it can be disposed afterwards.</param>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="inputs">Placeholders that become the inputs.</param>
    /// <param name="parameters">Placeholders whose values stay the same for many calls.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="options">The options of <see cref="Function"/>.</param>
    /// <param name="room">The bytes that prepared values may take in all beyond the parameters that they follow from. Default: 0.</param>
    public static PreparedFunction FromGraph(
        Graph graph, string prefix, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> parameters, ReadOnlySpan<Symbol> outputs,
        FunctionOptions? options = null, long room = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphPreparation parts = new(graph, inputs, parameters, outputs, room);
        Symbol[] all = parameters.ToArray(), passed = [.. parts.Passed];
        int[] taken = Positions(all, parts.IsTaken), kept = Positions(all, parts.IsKept);
        Function? preparation = passed.Length == 0 ? null : Function.FromGraph(
            graph, prefix + "_preparation", parts.Preparing, taken.Select(i => all[i]).ToArray(), passed, [], FunctionOptions.Default);
        try
        {
            Symbol[] given = [.. inputs, .. kept.Select(i => all[i]), .. passed];
            return new(
                Function.FromGraph(graph, prefix, parts.Rest, given, outputs, [], options ?? FunctionOptions.Default),
                preparation, taken, kept);
        }
        catch
        {
            preparation?.Dispose();
            throw;
        }
    }

    /// <summary>A function that takes all of its parameters with each call.</summary>
    /// <param name="function">The function, which this owns from now on.</param>
    /// <param name="inputCount">The number of inputs; the parameters follow.</param>
    public static PreparedFunction FromFunction(Function function, int inputCount)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new(function, null, [], [.. Enumerable.Range(0, function.Inputs.Count - inputCount)]);
    }

    /// <summary>Takes the functions out of the runtime, once nothing refers to them.</summary>
    public void Dispose()
    {
        Function.Dispose();
        Preparation?.Dispose();
    }

    private static int[] Positions(Symbol[] parameters, Func<Symbol, bool> isUsed) =>
        [.. Enumerable.Range(0, parameters.Length).Where(i => isUsed(parameters[i]))];
}
