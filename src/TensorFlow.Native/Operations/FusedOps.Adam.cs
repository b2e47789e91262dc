using TensorFlow.Kernels.Elementwise;

namespace TensorFlow;

/// <content>Steps of Adam.</content>
public static partial class FusedOps
{
    /// <summary>
    /// A step of Adam: <c>α = rate·√(1-β₂ᵗ)/(1-β₁ᵗ); m += (g-m)(1-β₁); v += (g²-v)(1-β₂); w -= α·m/(√v+ε)</c> with t one more than the
    /// number of earlier steps.
    /// </summary>
    /// <param name="gradients">The gradients, each of the shape of its weight.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="momenta">The first-moment estimates.</param>
    /// <param name="velocities">The second-moment estimates.</param>
    /// <param name="rate">The learning rate, a scalar.</param>
    /// <param name="iterations">The number of earlier steps, a scalar of int64.</param>
    /// <param name="numbers">β₁, β₂ and ε.</param>
    /// <returns>The new weights, followed by the new moments; null where there is no kernel for it.</returns>
    /// <exception cref="ArgumentException">There are no weights, or not a gradient and two moments for each.</exception>
    public static Symbol[]? Adam(
        IReadOnlyList<Symbol> gradients, IReadOnlyList<Symbol> weights, IReadOnlyList<Symbol> momenta, IReadOnlyList<Symbol> velocities,
        Symbol rate, Symbol iterations, (double Beta1, double Beta2, double Epsilon) numbers)
    {
        if (gradients.Count != weights.Count || momenta.Count != weights.Count || velocities.Count != weights.Count || weights.Count == 0)
            throw new ArgumentException(
                $"Adam: expected a gradient and two moments for each of the {weights.Count} weights, at least one, got "
                + $"{gradients.Count}, {momenta.Count} and {velocities.Count}.", nameof(gradients));
        Symbol[] all = [.. gradients, .. weights, .. momenta, .. velocities];
        if (!IsWanted(rate, all) || iterations.DType != DType.Int64 || rate.Rank != 0 || iterations.Rank != 0)
            return null;
        // Sums of the gradients of parts of a batch are part of the kernel.
        Symbol[][] parts = [.. gradients.Select(g => g.Operation.Type == SumKernel.Sum ? g.Graph.SourcesOf(g.Operation) : [g])];
        int count = Array.TrueForAll(parts, p => p.Length == parts[0].Length) ? parts[0].Length : 1;
        if (count == 1)
            parts = [.. gradients.Select(g => new[] { g })];
        using Tensor values = Tensor.Create<float>(
            [(float)numbers.Beta1, (float)numbers.Beta2, (float)(1 - numbers.Beta1), (float)(1 - numbers.Beta2), (float)numbers.Epsilon]);
        Symbol constants = rate.Graph.Constant(values);
        Symbol[] results = new Symbol[3 * weights.Count];
        // As many operations as there are parts, which the runtime runs at the same time, too.
        foreach (Range group in Groups(weights, count))
        {
            (int first, int length) = group.GetOffsetAndLength(weights.Count);
            Operation step = OperationBuilder.Create(AdamKernel.Adam)
                .Input([.. Enumerable.Range(0, count).SelectMany(p => parts[group].Select(s => s[p]))])
                .Input([.. weights.Take(group)]).Input([.. momenta.Take(group)]).Input([.. velocities.Take(group)])
                .Input(rate).Input(iterations).Input(constants).Build();
            for (int i = 0; i < 3 * length; i++)
                results[(i / length * weights.Count) + first + (i % length)] = step[i].WithShape(weights[first + (i % length)].Shape);
        }

        return results;
    }

    // Ranges of about as many elements each.
    private static IEnumerable<Range> Groups(IReadOnlyList<Symbol> weights, int count)
    {
        double all = weights.Sum(w => (double)w.Shape.ElementCount), taken = 0;
        for (int first = 0, next = 0, group = 1; first < weights.Count; first = next, group++)
        {
            while (next == first || (next < weights.Count && taken + (weights[next].Shape.ElementCount / 2.0) <= all * group / count))
                taken += weights[next++].Shape.ElementCount;
            yield return first..next;
        }
    }
}
