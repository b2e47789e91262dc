using Keras.Optimizers;

namespace Keras;

/// <content>Who uses the model at a time: changes, and runs with all that belongs to them.</content>
public partial class Model
{
    /// <summary>Begins an operation on the model and all its layers.</summary>
    /// <param name="kind">The kind of the operation.</param>
    /// <param name="operation">The public method's name.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage Enter(UsageKind kind, string operation, UsageRules rules = UsageRules.None)
    {
        Usage usage = Usage.Enter(kind, operation, this, Tree, rules);
        if (IsDisposed)
        {
            usage.Dispose();
            ThrowIfDisposed();
        }

        return usage;
    }

    /// <summary>Begins a run, which also has the optimizer, the metrics and the callbacks to itself.</summary>
    /// <param name="operation">The public method's name.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage EnterRun(string operation, IReadOnlyList<Callback> callbacks, UsageRules rules = UsageRules.None)
    {
        Usage usage = Enter(UsageKind.Run, operation, rules);
        try
        {
            usage.Cover(this, [.. UsedByRuns, .. callbacks]);
            return usage;
        }
        catch
        {
            usage.Dispose();
            throw;
        }
    }

    private IEnumerable<object> UsedByRuns => settings is null
        ? []
        : [.. Optimizers, .. Optimizers.SelectMany(o => o.Inner), .. settings.AllMetrics];

    /// <summary>Makes an optimizer that a step uses one of the model's.</summary>
    void IOptimizerOwner.Meet(Optimizer optimizer)
    {
        if (optimizer == settings?.Optimizer)
            return;
        ownOptimizers.Meet(optimizer);
        Usage.CurrentRun?.Cover(optimizer, [optimizer, .. optimizer.Inner]);
    }
}
