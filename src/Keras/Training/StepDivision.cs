namespace Keras.Training;

/// <summary>Decides whether a training step may be divided into parts of the batch whose gradients add up to those of the undivided
/// step.</summary>
internal static class StepDivision
{
    // With fewer samples in a part, matrix products are too small to be worth a core (measured: at least 16 to 32 rows).
    private const int LeastSamples = 16;

    // Operations of functional models that act on each sample independently.
    private static readonly HashSet<string> BySample = new(StringComparer.Ordinal)
    {
        "Add", "Subtract", "Multiply", "Divide", "TrueDivide", "Mod", "Power", "Negative", "Less", "LessEqual", "Greater", "GreaterEqual",
        "LogicalAnd", "LogicalOr", "LogicalXor", "LogicalNot", "Maximum", "Minimum",
        "Absolute", "Square", "Sqrt", "Exp", "Log", "Tanh", "Sigmoid", "Relu",
    };

    [ThreadStatic]
    private static int? processors;

    /// <summary>The number of processors for which steps are divided.</summary>
    public static int Processors => processors ?? Environment.ProcessorCount;

    /// <summary>Divides steps on this thread for another number of processors, until the result is disposed.</summary>
    public static IDisposable WithProcessors(int count) => new Machine(count);

    /// <summary>The number of equal parts of at least 16 samples, at most one for each processor; 1 if the batch cannot be
    /// divided.</summary>
    public static int Parts(int batchSize, int processors)
    {
        for (int parts = Math.Min(processors, batchSize / LeastSamples); parts > 1; parts--)
        {
            if (batchSize % parts == 0)
                return parts;
        }

        return 1;
    }

    /// <summary>Why a step must not be divided; null if it may.</summary>
    public static string? WhyNot(Model model, CompileOptions options)
    {
        if (model.HasOwnStep(trains: true) || model.HasOwnLoss)
            return $"{model.ClassName} has a step or a loss of its own";
        if (!options.HasLoss)
            return "there is no compiled loss";
        if (options.Losses.Items.FirstOrDefault(l => l is not null && !IsBySample(l)) is { } loss)
            return $"the loss {loss.Name} is not a mean or sum over samples";
        if (model.Tree().FirstOrDefault(l => l.MixesSamples) is { } layer)
            return $"the layer '{layer.Name}' may mix the samples of a batch";
        foreach (Model inner in model.Tree().OfType<Model>())
        {
            foreach (Node node in inner.Graph?.Nodes ?? [])
            {
                if (node.Operation is FunctionOperation operation && !IsBySample(node))
                    return $"the operation '{operation.Name}' may mix the samples of a batch";
            }
        }

        return null;
    }

    private static bool IsBySample(Loss loss) =>
        !loss.MixesSamples && loss.Reduction is (Reduction.Sum or Reduction.SumOverBatchSize or Reduction.Mean);

    // Tensors of other ranks are broadcast along the first axis.
    private static bool IsBySample(Node node) =>
        BySample.Contains(node.Operation.ClassName) && node.Inputs.All(t => t.Shape.Rank == node.Outputs[0].Shape.Rank);

    private sealed class Machine : IDisposable
    {
        private readonly int? outer = processors;

        public Machine(int count) => processors = count;

        public void Dispose() => processors = outer;
    }
}
