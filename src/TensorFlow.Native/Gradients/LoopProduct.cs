namespace TensorFlow;

/// <summary>
/// Finds the gradient of a weight that is Σ aᵀ·b over a loop's rounds: it is one product after the loop, of the rows of all rounds, which
/// is much faster than a small product and a sum each round.
/// </summary>
internal static class LoopProduct
{
    /// <summary>The factors a and b whose products add up to a gradient; null where it is made otherwise.</summary>
    public static (Symbol Left, Symbol Right)[]? Find(Symbol gradient)
    {
        Symbol[] terms = gradient.Operation.Type == "AddN" ? gradient.Graph.SourcesOf(gradient.Operation) : [gradient];
        List<(Symbol, Symbol)> pairs = [];
        foreach (Symbol term in terms)
        {
            Operation operation = term.Operation;
            if (operation.Type != "MatMul" || !operation.GetBool("transpose_a") || operation.GetBool("transpose_b"))
                return null;
            Symbol[] factors = operation.Graph.SourcesOf(operation);
            if (factors.Any(f => f.Rank != 2 || !f.DType.IsFloatingPoint))
                return null;
            pairs.Add((factors[0], factors[1]));
        }

        return [.. pairs];
    }
}
