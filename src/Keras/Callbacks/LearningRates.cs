namespace Keras.Callbacks;

/// <summary>
/// The learning rates of a model's optimizers, as Keras's callbacks see them: those of a <c>MultiOptimizer</c> one by one, by name.
/// </summary>
internal static class LearningRates
{
    private const string Name = "learning_rate";

    /// <summary>The optimizers that have a learning rate, each with the name by which it is logged.</summary>
    public static IEnumerable<(string LogName, Optimizer Optimizer)> Of(Optimizer optimizer)
    {
        while (optimizer is Optimizers.LossScaleOptimizer scaled)
            optimizer = scaled.InnerOptimizer;
        return optimizer is Optimizers.MultiOptimizer multi
            ? multi.OptimizerMap.Optimizers.Select(o => ($"{Name}_{o.Name}", o))
            : [(Name, optimizer)];
    }

    /// <summary>Adds the learning rates to the logs of an epoch.</summary>
    public static void AddTo(Logs logs, Optimizer optimizer)
    {
        foreach ((string name, Optimizer each) in Of(optimizer))
            logs[name] = each.LearningRate;
    }

    /// <summary>An optimizer as a sentence about its rate names it: not at all where there is one only.</summary>
    public static string Designation(string logName, Optimizer optimizer) => logName == Name ? "" : $"{optimizer.Name} ";
}
