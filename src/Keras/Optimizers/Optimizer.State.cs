using TensorFlow;

namespace Keras;

/// <content>The state: iterations, learning rate and slots.</content>
public abstract partial class Optimizer
{
    private readonly Weight iterations;
    private readonly HashSet<Weight> withoutDecay = [];
    private readonly Dictionary<Weight, int> positions = [];
    private readonly Lock gate = new();
    // Replaced as a whole, never changed, so that other threads can go through them.
    private Weight[] slots = [];
    // The state that is being created: others see it when it is complete.
    private List<Weight>? building;

    /// <summary>
    /// The optimizer's own state in Keras's order: iteration, learning rate (if it follows no schedule), then the slots of each weight.
    /// </summary>
    public IReadOnlyList<Weight> Weights => [.. OwnState, .. slots, .. Inner.SelectMany(o => o.Weights)];

    /// <summary>
    /// The same in the order of releases of Keras before 3.12: there the average and the sum of gradients of each weight were together.
    /// </summary>
    internal IReadOnlyList<Weight> LegacyWeightOrder
    {
        get
        {
            bool hasBoth = Average.Count > 0 && accumulators.Count > 0;
            IEnumerable<Weight> ofAll = hasBoth
                ? accumulators.SelectMany(a => positions.TryGetValue(a.Key, out int at) ? new[] { Average[at], a.Value } : [a.Value])
                : slots.Take(Average.Count + accumulators.Count);
            return [.. Weights.Take(Weights.Count - slots.Length), .. ofAll,
                .. LegacySlotOrder([.. slots.Skip(Average.Count + accumulators.Count)])];
        }
    }

    private IEnumerable<Weight> OwnState => LearningRateSchedule is null ? [iterations, learningRateWeight] : [iterations];

    /// <summary>Excludes weights from weight decay. Before <see cref="Build"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <exception cref="InvalidOperationException">The optimizer is built already.</exception>
    public void ExcludeFromWeightDecay(params ReadOnlySpan<Weight> weights)
    {
        if (IsBuilt)
            throw new InvalidOperationException(
                $"The optimizer '{Name}' is built already, and its functions may be written; call ExcludeFromWeightDecay before Build "
                + "and Fit.");
        foreach (Weight weight in weights)
            withoutDecay.Add(weight);
    }

    /// <summary>Creates the state for the weights to be trained. <c>Fit</c> and <see cref="Minimize"/> do so by themselves.</summary>
    /// <param name="trained">The weights.</param>
    /// <exception cref="InvalidOperationException"> The optimizer was built for other weights, which are still in use. A subset of them,
    /// where layers were frozen, is allowed. </exception>
    public void Build(IReadOnlyList<Weight> trained)
    {
        ThrowIfDisposed();
        lock (gate)
            BuildOnce(trained);
    }

    private void BuildOnce(IReadOnlyList<Weight> trained)
    {
        ReleaseOrphans();
        Weight[] all = [.. trained.Distinct()];
        trained = [.. all.Where(w => !w.OverwriteWithGradient)];
        if (IsBuilt)
        {
            if ((trained.FirstOrDefault(w => !positions.ContainsKey(w)) ?? all.FirstOrDefault(LacksAccumulator)) is { } unknown)
            {
                throw new InvalidOperationException(
                    $"The optimizer '{Name}' has the state of {Trained.Count} other weights and none for '{unknown.Path}'; "
                    + "give each model an optimizer of its own, and compile with a new one after adding or thawing layers.");
            }

            return;
        }

        IReadOnlyList<Optimizer> unbuilt = Unbuilt;
        Trained = trained;
        BuiltFor = all;
        for (int i = 0; i < trained.Count; i++)
            positions[trained[i]] = i;
        building = [];
        try
        {
            if (UseEma)
                Average = AddSlots("average");
            if (GradientAccumulationSteps is not null)
                AddAccumulators(all);
            BuildSlots(trained);
            slots = [.. slots, .. building];
            IsBuilt = true;
        }
        catch
        {
            Forget(building);
            foreach (Optimizer inner in unbuilt.Where(o => o.IsBuilt))
                inner.ForgetSlots();
            throw;
        }
        finally
        {
            building = null;
        }
    }

    /// <summary>Gets the optimizers that are not built, of this one and the inner ones.</summary>
    internal IReadOnlyList<Optimizer> Unbuilt => [.. IsBuilt ? [] : (Optimizer[])[this], .. Inner.SelectMany(o => o.Unbuilt)];

    /// <summary>Forgets the state of weights that were disposed, so that the optimizer can be used for others.</summary>
    internal void ReleaseOrphans()
    {
        if (!IsBuilt || Trained.Count == 0 || Trained.Any(w => !w.IsDisposed))
            return;
        ForgetSlots();
        iterations.Reset();
        foreach (Optimizer inner in Inner)
            inner.ReleaseOrphans();
    }

    /// <summary>Frees the state of the weights, as if the optimizer had never been built.</summary>
    internal void ForgetSlots()
    {
        Forget(slots);
        slots = [];
    }

    private void Forget(IReadOnlyList<Weight> state)
    {
        foreach (Weight weight in state)
            weight.Dispose();
        positions.Clear();
        accumulators.Clear();
        (Trained, BuiltFor, Average, Accumulated, IsBuilt) = ([], [], [], [], false);
    }

    internal IReadOnlyList<Weight> Average { get; private set; } = [];

    internal IReadOnlyList<Weight> Accumulated { get; private set; } = [];

    /// <summary>Gets the weight that counts the steps. Default: the optimizer's own; that of the inner optimizer for a wrapper.</summary>
    protected internal virtual Weight IterationWeight => iterations;

    internal Symbol UpdateCount => Iterations;

    /// <summary>The state of the weights, without the iteration and the learning rate.</summary>
    internal IReadOnlyList<Weight> Slots => slots;

    /// <summary>Throws where a weight of the state cannot have a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number, or below zero.</exception>
    /// <exception cref="ArgumentException">The number of iterations is none.</exception>
    protected internal virtual void CheckState(Weight weight, Tensor value)
    {
        if (weight == learningRateWeight)
        {
            using Tensor rate = value.Cast(DType.Float32);
            CheckLearningRate(rate.ToScalar<float>());
        }
        else if (weight == iterations)
        {
            CheckCount(value, weight.Path);
        }

        foreach (Optimizer inner in Inner)
            inner.CheckState(weight, value);
    }

    /// <summary>
    /// Throws where a count from a file is no integer, negative, or beyond what a double holds exactly.
    /// </summary>
    private protected static void CheckCount(Tensor value, string name)
    {
        const double most = 9007199254740992;
        // Also of unsigned numbers, whose largest would become negative.
        double count = value.DType == DType.UInt64 ? value.ToScalar<ulong>() : value.ToScalar<double>();
        if (!(count >= 0 && count <= most && count == Math.Floor(count)))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{name}: expected an integer of at least 0, got {count}; the file is damaged."));
    }

    internal bool Decays(Weight weight) => !withoutDecay.Contains(weight);

    /// <summary>The slots that the optimizer made itself, in the order of releases of Keras before 3.12.</summary>
    protected internal virtual IReadOnlyList<Weight> LegacySlotOrder(IReadOnlyList<Weight> own) => own;

    /// <summary>Creates a slot: state that belongs to a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="slotName">The slot's name: "momentum".</param>
    /// <param name="initializer">The initial values. Default: zeros.</param>
    protected Weight AddSlot(Weight weight, string slotName, Initializer? initializer = null)
    {
        Weight slot = new($"{weight.Path.Replace('/', '_')}_{slotName}",
            weight.Shape, weight.DType, initializer ?? new Initializers.Zeros())
        {
            Path = $"{Name}/{weight.Path.Replace('/', '_')}_{slotName}",
            Trainable = false,
        };
        Add(slot);
        return slot;
    }

    /// <summary>Creates one slot for each weight to be trained.</summary>
    /// <param name="slotName">The slots' name.</param>
    /// <param name="initializer">The initial values. Default: zeros.</param>
    protected IReadOnlyList<Weight> AddSlots(string slotName, Initializer? initializer = null) =>
        [.. Trained.Select(w => AddSlot(w, slotName, initializer))];

    /// <summary>Creates two slots for each weight to be trained, those of a weight next to each other as in Keras.</summary>
    /// <param name="first">The name of the first slots.</param>
    /// <param name="second">The name of the second slots.</param>
    /// <param name="firstInitializer">The initial values of the first slots; the second ones begin with zeros. Default: zeros.</param>
    protected (IReadOnlyList<Weight> First, IReadOnlyList<Weight> Second) AddSlotPairs(
        string first, string second, Initializer? firstInitializer = null)
    {
        (Weight First, Weight Second)[] pairs = [.. Trained.Select(w => (AddSlot(w, first, firstInitializer), AddSlot(w, second)))];
        return ([.. pairs.Select(p => p.First)], [.. pairs.Select(p => p.Second)]);
    }

    /// <summary>Creates state that belongs to no weight.</summary>
    protected Weight AddState(string stateName, Shape shape, DType dtype, Initializer initializer)
    {
        Weight state = new(stateName, shape, dtype, initializer) { Path = $"{Name}/{stateName}", Trainable = false };
        Add(state);
        return state;
    }

    private void Add(Weight state)
    {
        if (building is not null)
            building.Add(state);
        else
            slots = [.. slots, state];
    }
}
