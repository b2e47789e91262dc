using TensorFlow;

namespace Keras.Optimizers;

/// <summary>One step of any optimizer (<c>keras.optimizers.BaseOptimizer.apply</c>).</summary>
internal static class OptimizerStep
{
    public static void Write(Optimizer optimizer, IReadOnlyList<Gradient?> gradients)
    {
        if (gradients.All(g => g is null))
            throw new InvalidOperationException(
                "No weight has a gradient: the loss does not depend on any trainable weight, or only by way of operations without a "
                + "gradient (ArgMax, Round, comparisons); compute it from the output of layers that are not frozen, without these.");
        using Graph.NameScope scope = Graph.Current.EnterScope(optimizer.Name, optimizer.ClassName);
        Gradient?[] scaled = [.. gradients.Select(g => optimizer.LossScaleFactor is { } factor ? g?.Map(x => x / factor) : g)];
        if (optimizer.GradientAccumulationSteps is { } steps)
            WriteAccumulating(optimizer, scaled, steps);
        else
            WriteUpdates(optimizer, scaled);
        if (optimizer.UseEma)
            MovingAverage.Write(optimizer);
        ApplyConstraints(optimizer, gradients);
        Symbol iteration = optimizer.IterationWeight;
        optimizer.IterationWeight.Assign(iteration + 1);
    }

    private static void WriteUpdates(Optimizer optimizer, IReadOnlyList<Gradient?> gradients)
    {
        IReadOnlyList<Gradient?> clipped = optimizer.Clip(gradients);
        Decay(optimizer, gradients);
        optimizer.BeforeUpdates();
        bool areTensorsUpdated = optimizer.UpdateAll(clipped);
        for (int i = 0; i < clipped.Count; i++)
        {
            Weight weight = optimizer.Trained[i];
            if (clipped[i] is { } gradient && !(areTensorsUpdated && gradient.Rows is null))
                optimizer.Update(gradient.Map(g => g.Cast(weight.DType)), weight, optimizer.Rate.Cast(weight.DType));
        }
    }

    // Everything is computed in every step and kept only in every n-th: a select costs less than a branch that the compiler cannot fuse
    // across.
    private static void WriteAccumulating(Optimizer optimizer, Gradient?[] gradients, int steps)
    {
        Symbol isUpdate = optimizer.IsUpdate(steps);
        Weight[] kept = [.. optimizer.Trained, .. optimizer.Slots.Except(optimizer.Accumulated).Except(optimizer.Average)];
        Symbol[] before = [.. kept.Select(w => w.ToSymbol())];
        Gradient?[] means = new Gradient?[gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            Symbol accumulated = optimizer.Accumulated[i];
            if (gradients[i] is not { } gradient)
            {
                // What was summed up in other steps ends with this round, too.
                optimizer.Accumulated[i].Assign(RawOps.SelectV2(isUpdate, RawOps.ZerosLike(accumulated), accumulated));
                continue;
            }

            Symbol sum = accumulated + gradient.ToDense().Cast(accumulated.DType);
            means[i] = sum / steps;
            optimizer.Accumulated[i].Assign(RawOps.SelectV2(isUpdate, RawOps.ZerosLike(sum), sum));
        }

        WriteUpdates(optimizer, means);
        for (int i = 0; i < kept.Length; i++)
        {
            Symbol after = kept[i].ToSymbol();
            if (after != before[i])
                kept[i].Assign(RawOps.SelectV2(isUpdate, after, before[i]));
        }
    }

    private static void Decay(Optimizer optimizer, IReadOnlyList<Gradient?> gradients)
    {
        for (int i = 0; i < gradients.Count; i++)
        {
            Weight weight = optimizer.Trained[i];
            if (gradients[i] is null || optimizer.DecayOf(weight) is not { } decay)
                continue;
            Symbol value = weight;
            Symbol rate = optimizer.Rate.Cast(weight.DType);
            weight.Assign(value - (value * decay * rate));
        }
    }

    private static void ApplyConstraints(Optimizer optimizer, IReadOnlyList<Gradient?> gradients)
    {
        for (int i = 0; i < gradients.Count; i++)
        {
            Weight weight = optimizer.Trained[i];
            if (gradients[i] is null || weight.Constraint is not { } constraint)
                continue;
            using Graph.NameScope scope = Graph.Current.EnterScope(weight.Path, constraint.ClassName);
            weight.Assign(constraint.Apply(weight));
        }
    }
}
