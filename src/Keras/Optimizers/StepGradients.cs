using TensorFlow;

namespace Keras.Optimizers;

/// <summary>The gradients of one step.</summary>
internal static class StepGradients
{
    /// <summary>
    /// The one place where all gradients of a step by an optimizer's weights are complete, and none is used yet: behind the backward passes
    /// of all parts of the batch, before the optimizer scales, clips and applies them. Gradients of several workers are to be summed here.
    /// </summary>
    public static IReadOnlyList<Gradient?> Complete(IReadOnlyList<Gradient?> gradients) => gradients;

    /// <summary>The sums of gradients by the same weights: tensors are added, rows put behind one another.</summary>
    public static Gradient?[] Sum(IReadOnlyList<Gradient?[]> parts)
    {
        Gradient?[] sums = new Gradient?[parts[0].Length];
        for (int i = 0; i < sums.Length; i++)
        {
            Gradient[] found = [.. parts.Select(p => p[i]).OfType<Gradient>()];
            sums[i] = found.Length == 0 ? null : found.All(g => g.Rows is not null) ? Rows(found) : Gradient.Sum(found);
        }

        return sums;
    }

    /// <summary>
    /// The symbols of gradients of a part of a batch, and from others in their place the same gradients in another function. Rows that no
    /// sample chose are those of the other parts, too: they are handed on as tensors, to be added, since optimizers square rows one by one.
    /// </summary>
    public static (Symbol[] Symbols, Func<Symbol[], Gradient?[]> Restore) Pack(Gradient?[] gradients)
    {
        List<Symbol> symbols = [];
        bool?[] forms = [.. gradients.Select(g => g is { } given ? given.Rows is { } rows && !IsConstant(rows.Indices) : (bool?)null)];
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } given)
                continue;
            if (forms[i] == true)
                symbols.AddRange([given.Rows!.Values, given.Rows.Indices, given.Rows.DenseShape]);
            else
                symbols.Add(given.ToDense());
        }

        return ([.. symbols], given => Unpack(given, forms));
    }

    private static bool IsConstant(Symbol symbol)
    {
        Operation operation = symbol.Operation;
        return operation.Type is "Const" or "Shape"
            || (operation.InputCount > 0 && Enumerable.Range(0, operation.InputCount).All(i => IsConstant(operation.Input(i))));
    }

    private static Gradient?[] Unpack(Symbol[] symbols, bool?[] forms)
    {
        Gradient?[] restored = new Gradient?[forms.Length];
        int next = 0;
        for (int i = 0; i < restored.Length; i++)
        {
            if (forms[i] is not { } isRows)
                continue;
            restored[i] = isRows ? new Gradient(new IndexedSlices(symbols[next++], symbols[next++], symbols[next++])) : symbols[next++];
        }

        return restored;
    }

    private static Gradient Rows(Gradient[] gradients)
    {
        IndexedSlices[] rows = [.. gradients.Select(g => g.Rows!)];
        return rows.Length == 1 ? gradients[0] : new Gradient(new IndexedSlices(
            Ops.Concatenate([.. rows.Select(r => r.Values)], 0), Ops.Concatenate([.. rows.Select(r => r.Indices)], 0), rows[0].DenseShape));
    }
}
