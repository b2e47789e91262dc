namespace Keras.Core;

/// <summary>
/// One operation's use of models, layers, optimizers and callbacks, for as long as it lasts. The rule: runs (training, evaluation) exclude
/// runs; changes of the structure exclude everything; reads go beside reads and runs. What would have to wait for a run is refused with a
/// sentence that names the run; what would have to wait for a change or a read, which are short, waits. All objects are taken at once, so
/// that two operations never wait for each other.
/// </summary>
internal sealed class Usage : IDisposable
{
    private static readonly object Gate = new();
    private static readonly Dictionary<object, List<Usage>> Holders = new(ReferenceEqualityComparer.Instance);

    [ThreadStatic]
    private static Usage? current;

    private readonly UsageKind kind;
    private readonly string operation;
    private readonly IUsed owner;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly Usage? outer = current;
    private readonly HashSet<object> held = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> covered = new(ReferenceEqualityComparer.Instance);

    private Usage(UsageKind kind, string operation, IUsed owner)
    {
        this.kind = kind;
        this.operation = operation;
        this.owner = owner;
    }

    /// <summary>The innermost run of this thread; null outside of one.</summary>
    public static Usage? CurrentRun => Innermost(UsageKind.Run);

    /// <summary>Whether this thread uses something.</summary>
    public static bool IsHeld => current is not null;

    /// <summary>Whether this thread reads something: two readers that both wanted to change it would wait for each other.</summary>
    public static bool IsReading => Innermost(UsageKind.Read) is not null;

    /// <summary>Begins to use objects, and waits for that where it is short.</summary>
    /// <param name="kind">The kind of the operation.</param>
    /// <param name="operation">The public method's name, for sentences.</param>
    /// <param name="owner">Whose method it is.</param>
    /// <param name="objects">The objects; asked again after each wait, because they may have changed.</param>
    /// <param name="rules">Exceptions.</param>
    /// <exception cref="InvalidOperationException">One of the objects is used by a run.</exception>
    public static Usage Enter(UsageKind kind, string operation, IUsed owner,
        Func<IEnumerable<object>> objects, UsageRules rules = UsageRules.None)
    {
        lock (Gate)
        {
            while (true)
            {
                object[] wanted = [.. objects()];
                if (!MustWait(kind, operation, wanted, rules))
                {
                    Usage usage = new(kind, operation, owner);
                    usage.Take(wanted);
                    return current = usage;
                }

                Interleaving.Point("usage waits");
                _ = Monitor.Wait(Gate);
            }
        }
    }

    /// <summary>
    /// Takes what a function of this run turned out to use: the optimizer's state, weights of layers outside of the model.
    /// </summary>
    /// <param name="key">Whose objects they are; each key is looked at once.</param>
    /// <param name="objects">The objects.</param>
    /// <exception cref="InvalidOperationException">One of the objects is used by a run on another thread.</exception>
    public void Cover(object key, IReadOnlyCollection<object> objects)
    {
        if (!covered.Add(key))
            return;
        lock (Gate)
        {
            while (MustWait(UsageKind.Run, operation, objects, UsageRules.None))
                _ = Monitor.Wait(Gate);
            Take(objects);
        }
    }

    /// <summary>Ends the use.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            foreach (object taken in held)
            {
                List<Usage> holders = Holders[taken];
                _ = holders.Remove(this);
                if (holders.Count == 0)
                    _ = Holders.Remove(taken);
            }

            held.Clear();
            current = outer;
            Monitor.PulseAll(Gate);
        }
    }

    private static Usage? Innermost(UsageKind kind)
    {
        Usage? usage = current;
        while (usage is not null && usage.kind != kind)
            usage = usage.outer;
        return usage;
    }

    private void Take(IReadOnlyCollection<object> objects)
    {
        foreach (object wanted in objects)
        {
            if (!held.Add(wanted))
                continue;
            if (!Holders.TryGetValue(wanted, out List<Usage>? holders))
                Holders[wanted] = holders = [];
            holders.Add(this);
        }
    }

    private static bool MustWait(UsageKind kind, string operation, IReadOnlyCollection<object> objects, UsageRules rules)
    {
        bool waits = false;
        foreach (object wanted in objects)
        {
            if (!Holders.TryGetValue(wanted, out List<Usage>? holders))
                continue;
            foreach (Usage holder in holders)
                waits |= holder.thread == Environment.CurrentManagedThreadId
                    ? holder.Refuse(kind, operation, wanted, rules) : holder.Blocks(kind, operation, wanted, rules);
        }

        return waits;
    }

    // Within an operation of the same thread: a callback of a run, or the layer's own code while a function is written.
    private bool Refuse(UsageKind wanted, string wantedOperation, object subject, UsageRules rules)
    {
        bool refused = (kind, wanted) switch
        {
            (UsageKind.Run, UsageKind.Change) => !rules.HasFlag(UsageRules.WithinOwnRun) && !rules.HasFlag(UsageRules.WaitsForRuns),
            (UsageKind.Run, UsageKind.Run) => rules.HasFlag(UsageRules.Outermost),
            (UsageKind.Read, UsageKind.Change) => !rules.HasFlag(UsageRules.WaitsForRuns),
            _ => false,
        };
        return refused
            ? throw new InvalidOperationException(
                $"{wantedOperation}: {Name(subject)} is in use by {operation} of {owner.Designation}, which made this call; do it before "
                + "or after.")
            : false;
    }

    private bool Blocks(UsageKind wanted, string wantedOperation, object subject, UsageRules rules) => (kind, wanted) switch
    {
        (UsageKind.Run, UsageKind.Read) or (UsageKind.Read, UsageKind.Read or UsageKind.Run) => false,
        (UsageKind.Run, UsageKind.Change) when rules.HasFlag(UsageRules.WaitsForRuns) => true,
        (UsageKind.Run, _) => throw new InvalidOperationException(
            $"{wantedOperation}: {Name(subject)} is in use by {operation} of {owner.Designation} on another thread; wait for its end, "
            + "or give each thread objects of its own. Predict, Save, GetWeights and SetWeights are allowed at any time."),
        _ => true,
    };

    private static string Name(object subject) => subject is IUsed used ? used.Designation : $"the {subject.GetType().Name}";
}
