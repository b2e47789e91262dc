using Keras.Optimizers;
using TensorFlow;

namespace Keras;

/// <summary>
/// How weights follow from gradients. Each step clips the gradients, decays the weights, updates them, averages them and applies their
/// constraints, in
/// Keras's order and with its rounding. A Keras name ("adam") converts to one.
/// </summary>
public abstract class Optimizer : KerasObject, IUsed, IDisposable
{
    private (Symbol Dense, IndexedSlices Rows)? rowsOf;
    private readonly Weight iterations;
    private readonly Weight learningRateWeight;
    private readonly List<Weight> slots = [];
    private readonly HashSet<Weight> withoutDecay = [];
    private readonly Dictionary<Weight, int> positions = [];
    private OptimizerOptions options = new();
    private LearningRateSchedule? schedule;
    private string name;
    private double learningRate;
    private bool isDisposed;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">How far a step goes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number, or below zero.</exception>
    protected Optimizer(double learningRate)
    {
        CheckLearningRate(learningRate);
        this.learningRate = Hyperparameter.Meant(learningRate);
        name = SnakeCase.Of(ClassName);
        iterations = new("iteration", Shape.Scalar, DType.Int64, new Initializers.Zeros()) { Trainable = false };
        learningRateWeight = new("learning_rate", Shape.Scalar, DType.Float32, new Initializers.Constant(this.learningRate)) { Trainable = false };
        Rename(name);
    }

    /// <summary>An optimizer with a learning rate that follows a schedule.</summary>
    /// <param name="learningRate">The schedule.</param>
    protected Optimizer(LearningRateSchedule learningRate)
        : this(0) =>
        schedule = Required(learningRate);

    /// <summary>The name; by default the class name in snake case.</summary>
    public string Name
    {
        get => name;
        init => Rename(value);
    }

    /// <summary>
    /// How far a step goes; with <see cref="LearningRateSchedule"/> how far the next one will go. Setting it takes effect at the next
    /// step, without
    /// compiling anew.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number, or below zero.</exception>
    /// <exception cref="InvalidOperationException">It is set where it follows a schedule.</exception>
    public double LearningRate
    {
        get => RateOwner is { } owner ? owner.LearningRate : LearningRateSchedule is null ? learningRate : ScheduledRate.Now(this);
        set
        {
            if (RateOwner is { } owner)
            {
                owner.LearningRate = value;
                return;
            }

            if (LearningRateSchedule is not null)
                throw new InvalidOperationException($"The learning rate of '{Name}' follows the schedule '{LearningRateSchedule.Name}' and cannot be set; make an optimizer without a schedule.");
            CheckLearningRate(value);
            learningRate = Hyperparameter.Meant(value);
            using Tensor tensor = Tensor.Scalar((float)value);
            learningRateWeight.Assign(tensor);
        }
    }

    /// <summary>What the learning rate follows, instead of being one number; null (default) for nothing.</summary>
    public LearningRateSchedule? LearningRateSchedule
    {
        get => schedule;
        init => schedule = value;
    }

    /// <summary>The largest norm of each gradient; larger ones are scaled down. Null (default) for no limit.</summary>
    public double? ClipNorm
    {
        get => options.ClipNorm;
        init => options = options with { ClipNorm = Hyperparameter.Meant(value) };
    }

    /// <summary>The largest magnitude of each element of a gradient. Null (default) for no limit.</summary>
    public double? ClipValue
    {
        get => options.ClipValue;
        init => options = options with { ClipValue = Hyperparameter.Meant(value) };
    }

    /// <summary>The largest norm of all gradients together; larger ones are scaled down. Null (default) for no limit.</summary>
    public double? GlobalClipNorm
    {
        get => options.GlobalClipNorm;
        init => options = options with { GlobalClipNorm = Hyperparameter.Meant(value) };
    }

    /// <summary>
    /// The part of each weight, times the learning rate, that is taken off before a step (Loshchilov and Hutter, 2019). Null (default)
    /// for none.
    /// </summary>
    public double? WeightDecay
    {
        get => options.WeightDecay;
        init => options = options with { WeightDecay = Hyperparameter.Meant(value) };
    }

    /// <summary>Whether a moving average of the weights replaces them at the end of training; false by default.</summary>
    public bool UseEma
    {
        get => options.UseEma;
        init => options = options with { UseEma = value };
    }

    /// <summary>How slowly the moving average follows; 0.99 by default.</summary>
    public double EmaMomentum
    {
        get => options.EmaMomentum;
        init => options = options with { EmaMomentum = Hyperparameter.Meant(value) };
    }

    /// <summary>After how many steps the moving average overwrites the weights; null (default) for only at the end of training.</summary>
    public int? EmaOverwriteFrequency
    {
        get => options.EmaOverwriteFrequency;
        init => options = options with { EmaOverwriteFrequency = value };
    }

    /// <summary>What the loss is multiplied by before differentiation, and the gradients divided by. Null (default) for nothing.</summary>
    public double? LossScaleFactor
    {
        get => options.LossScaleFactor;
        init => options = options with { LossScaleFactor = Hyperparameter.Meant(value) };
    }

    /// <summary>Over how many steps gradients are summed before the weights are updated by their mean. Null (default) for one.</summary>
    public int? GradientAccumulationSteps
    {
        get => options.GradientAccumulationSteps;
        init => options = options with { GradientAccumulationSteps = value };
    }

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Optimizer).Assembly ? "keras.optimizers" : null;

    /// <summary>The weights that this optimizer updates; empty before it is built.</summary>
    public IReadOnlyList<Weight> Trained { get; private set; } = [];

    /// <summary>
    /// The optimizer's own state in Keras's order: iteration, learning rate (if it follows no schedule), then the slots of each weight.
    /// </summary>
    public IReadOnlyList<Weight> Weights =>
        [iterations, .. LearningRateSchedule is null ? [learningRateWeight] : Array.Empty<Weight>(), .. slots, .. Inner.SelectMany(o => o.Weights)];

    /// <summary>
    /// The same in the order of releases of Keras before 3.12: there the average and the sum of gradients of each weight were together.
    /// </summary>
    internal IReadOnlyList<Weight> EarlierWeights
    {
        get
        {
            bool hasBoth = Average.Count > 0 && Accumulated.Count > 0;
            IEnumerable<Weight> ofAll = hasBoth ? Average.Zip(Accumulated, (average, sum) => new[] { average, sum }).SelectMany(pair => pair) : Average.Concat(Accumulated);
            return [.. Weights.Take(Weights.Count - slots.Count), .. ofAll, .. EarlierSlots([.. slots.Skip(Average.Count + Accumulated.Count)])];
        }
    }

    /// <summary>Whether its state is made.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>The number of steps made so far.</summary>
    public long IterationCount
    {
        get
        {
            using Tensor value = IterationWeight.Read();
            return value.ToScalar<long>();
        }
    }

    /// <summary>The number of updates made so far, in the program that is being written (int64).</summary>
    protected Symbol Iterations => GradientAccumulationSteps is { } steps ? RawOps.FloorDiv(iterations.ToSymbol(), iterations.ToSymbol().Number(steps)) : iterations;

    /// <summary>The optimizer of a name.</summary>
    /// <param name="name">A Keras name, such as "adam".</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    public static implicit operator Optimizer(string name) => OptimizerRegistry.Instance.FromName(name);

    /// <summary>Takes weights out of weight decay. Before <see cref="Build"/>.</summary>
    /// <param name="weights">The weights.</param>
    public void ExcludeFromWeightDecay(params ReadOnlySpan<Weight> weights)
    {
        foreach (Weight weight in weights)
            withoutDecay.Add(weight);
    }

    /// <summary>Makes the state for the weights to be trained. <c>Fit</c> does it by itself.</summary>
    /// <param name="trained">The weights.</param>
    /// <exception cref="InvalidOperationException">
    /// It was built for others, which are still there. A part of them, where layers were frozen, is right.
    /// </exception>
    public void Build(IReadOnlyList<Weight> trained)
    {
        ThrowIfDisposed();
        ReleaseOrphans();
        if (IsBuilt)
        {
            if (trained.FirstOrDefault(w => !positions.ContainsKey(w)) is { } unknown)
            {
                throw new InvalidOperationException(
                    $"The optimizer '{Name}' has the state of {Trained.Count} other weights and none for '{unknown.Path}'; give each model an optimizer of its own, and compile with a new one after adding or thawing layers.");
            }

            return;
        }

        options.Check(ClassName);
        Trained = trained;
        for (int i = 0; i < trained.Count; i++)
            positions[trained[i]] = i;
        if (UseEma)
            Average = AddSlots("average");
        if (GradientAccumulationSteps is not null)
            Accumulated = AddSlots("gradient_accumulator");
        BuildSlots(trained);
        IsBuilt = true;
    }

    /// <summary>Writes one step into the program of this thread.</summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>; null where there is none.</param>
    public void Apply(IReadOnlyList<Symbol?> gradients) => WriteStep([.. gradients.Select(g => g is { } gradient ? (Gradient?)gradient : null)]);

    /// <summary>
    /// Writes one step into the program of this thread. Gradients that are rows are treated as Keras on TensorFlow does. Clipping by norm
    /// or value works on the rows; clipping by the global norm makes a tensor of them. Squares are those of the single rows. <see cref="SGD"/>
    /// without momentum and <see cref="Adagrad"/> change these rows only, of the weight and of the state; <see cref="Adadelta"/> changes
    /// only these rows of the weight; the other optimizers change everything in every step.
    /// </summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>; null where there is none.</param>
    public void Apply(IReadOnlyList<Gradient?> gradients) => WriteStep(gradients);

    /// <summary>Writes the end of training: where averages are kept, they replace the weights.</summary>
    public void FinalizeVariables()
    {
        for (int i = 0; i < Average.Count; i++)
            Trained[i].Assign(Average[i].ToSymbol());
        foreach (Optimizer inner in Inner)
            inner.FinalizeVariables();
    }

    /// <summary>Frees its state.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    string IUsed.Designation => $"the optimizer '{Name}'";

    /// <summary>Forgets its state where the weights that it belongs to were disposed: it can be used for others then.</summary>
    internal void ReleaseOrphans()
    {
        if (!IsBuilt || Trained.Count == 0 || Trained.Any(w => !w.IsDisposed))
            return;
        foreach (Weight slot in slots)
            slot.Dispose();
        slots.Clear();
        positions.Clear();
        (Trained, Average, Accumulated, IsBuilt) = ([], [], [], false);
        iterations.Reset();
        foreach (Optimizer inner in Inner)
            inner.ReleaseOrphans();
    }

    internal void ThrowIfDisposed()
    {
        if (isDisposed)
            throw new ObjectDisposedException(Name, $"The optimizer '{Name}' was disposed; make a new one.");
    }

    /// <summary>The optimizers that make this one's steps, if others do; their state follows its own.</summary>
    internal virtual IReadOnlyList<Optimizer> Inner => [];

    /// <summary>Whether the end of training has averages to write into the weights.</summary>
    internal bool KeepsAverages => UseEma || Inner.Any(o => o.KeepsAverages);

    internal IReadOnlyList<Weight> Average { get; private set; } = [];

    internal IReadOnlyList<Weight> Accumulated { get; private set; } = [];

    internal virtual Weight IterationWeight => iterations;

    internal Symbol UpdateCount => Iterations;

    /// <summary>The state of the weights, without the iteration and the learning rate.</summary>
    internal IReadOnlyList<Weight> Slots => slots;

    /// <summary>The learning rate of the step that is being written.</summary>
    internal Symbol Rate => schedule is null ? learningRateWeight.ToSymbol() : schedule.Apply(iterations);

    /// <summary>Makes the learning rate that of the state, where that was read from a file.</summary>
    internal void TakeOverLearningRate()
    {
        foreach (Optimizer inner in Inner)
            inner.TakeOverLearningRate();
        if (Inner.Count > 0)
            return;
        using Tensor value = learningRateWeight.Read();
        float rate = value.ToScalar<float>();
        if (rate != (float)learningRate)
            LearningRate = Hyperparameter.Meant(rate);
    }

    /// <summary>Throws where a weight of its state cannot have a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number, or below zero.</exception>
    /// <exception cref="ArgumentException">The number of iterations is none.</exception>
    internal virtual void CheckState(Weight weight, Tensor value)
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

    /// <summary>Throws where a number from a file counts nothing: is no whole number, negative, or more than anyone has counted to.</summary>
    private protected static void CheckCount(Tensor value, string name)
    {
        const double most = 9007199254740992;
        // Also of unsigned numbers, whose largest would become negative.
        double count = value.DType == DType.UInt64 ? value.ToScalar<ulong>() : value.ToScalar<double>();
        if (!(count >= 0 && count <= most && count == Math.Floor(count)))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: expected a whole number of at least 0, got {count}; the file is damaged."));
    }

    /// <summary>What is differentiated instead of the loss, so that small gradients do not vanish.</summary>
    internal virtual Symbol ScaleLoss(Symbol loss) => LossScaleFactor is { } factor ? loss * factor : loss;

    /// <summary>Leaves the scaling of the loss to an optimizer around this one.</summary>
    internal void ReplaceLossScale(double? factor) => options = options with { LossScaleFactor = factor };

    internal bool Decays(Weight weight) => !withoutDecay.Contains(weight);

    /// <summary>The weight decay of a weight; null for none.</summary>
    internal virtual double? DecayOf(Weight weight) => Decays(weight) ? WeightDecay : null;

    internal void Update(Gradient gradient, Weight weight, Symbol rate)
    {
        if (gradient.Rows is { } rows)
        {
            if (UpdateRows(rows, weight, rate))
                return;
            Symbol dense = gradient.ToDense();
            rowsOf = (dense, rows);
            UpdateStep(dense, weight, rate);
            rowsOf = null;
            return;
        }

        UpdateStep(gradient.ToDense(), weight, rate);
    }

    internal void BeforeUpdates() => BeginStep();

    /// <summary>The slots that the optimizer made itself, in the order of releases of Keras before 3.12.</summary>
    private protected virtual IReadOnlyList<Weight> EarlierSlots(IReadOnlyList<Weight> own) => own;

    /// <summary>Clips gradients by the one rule that is set.</summary>
    internal IReadOnlyList<Gradient?> Clip(IReadOnlyList<Gradient?> gradients) => GradientClipping.Apply(this, gradients);

    /// <summary>The optimizer whose learning rate is this one's; null for its own.</summary>
    private protected virtual Optimizer? RateOwner => null;

    private protected virtual void WriteStep(IReadOnlyList<Gradient?> gradients) => OptimizerStep.Write(this, gradients);

    /// <summary>Makes the slots, in Keras's order.</summary>
    /// <param name="trained">The weights to be trained.</param>
    protected virtual void BuildSlots(IReadOnlyList<Weight> trained)
    {
    }

    /// <summary>Writes what happens once a step, before the weights' updates.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>Writes the update of one weight.</summary>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="rate">The learning rate, in the weight's type.</param>
    protected abstract void UpdateStep(Symbol gradient, Weight weight, Symbol rate);

    /// <summary>Writes the update of one weight whose gradient is rows, where the other rows stay as they are.</summary>
    /// <param name="gradient">The rows; an index can occur more than once.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="rate">The learning rate, in the weight's type.</param>
    /// <returns>
    /// False (default) where the whole weight changes: <see cref="UpdateStep"/> is called with the rows summed up in a tensor.
    /// </returns>
    protected virtual bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate) => false;

    /// <summary>
    /// A function of a gradient's elements; of a gradient that is rows, the sum of the function of each row, as in Keras on TensorFlow.
    /// </summary>
    /// <param name="gradient">The gradient that the update got.</param>
    /// <param name="function">The function.</param>
    protected Symbol OfElements(Symbol gradient, Func<Symbol, Symbol> function) => rowsOf is { } known && known.Dense == gradient
        ? known.Rows.WithValues(function(known.Rows.Values)).ToDense()
        : function(gradient);

    /// <summary>Which of <see cref="Trained"/> a weight is: the position of its slots.</summary>
    /// <param name="weight">The weight.</param>
    protected int SlotIndex(Weight weight) => positions[weight];

    /// <summary>Makes a slot: state that belongs to a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="slotName">The slot's name: "momentum".</param>
    /// <param name="initializer">Its first values; zeros by default.</param>
    protected Weight AddSlot(Weight weight, string slotName, Initializer? initializer = null)
    {
        Weight slot = new($"{weight.Path.Replace('/', '_')}_{slotName}", weight.Shape, weight.DType, initializer ?? new Initializers.Zeros())
        {
            Path = $"{Name}/{weight.Path.Replace('/', '_')}_{slotName}",
            Trainable = false,
        };
        slots.Add(slot);
        return slot;
    }

    /// <summary>Makes one slot for each weight to be trained.</summary>
    /// <param name="slotName">The slots' name.</param>
    /// <param name="initializer">Their first values; zeros by default.</param>
    protected IReadOnlyList<Weight> AddSlots(string slotName, Initializer? initializer = null) => [.. Trained.Select(w => AddSlot(w, slotName, initializer))];

    /// <summary>Makes state that belongs to no weight.</summary>
    private protected Weight AddState(string stateName, Shape shape, DType dtype, Initializer initializer)
    {
        Weight state = new(stateName, shape, dtype, initializer) { Path = $"{Name}/{stateName}", Trainable = false };
        slots.Add(state);
        return state;
    }

    /// <summary>Frees its state.</summary>
    /// <param name="disposing">Whether it is called from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        isDisposed = true;
        foreach (Weight weight in Weights.Append(learningRateWeight))
            weight.Dispose();
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        config.Set("name", Name);
        _ = schedule is null ? config.Set("learning_rate", (double)(float)LearningRate) : config.Set("learning_rate", schedule);
        options.Write(config);
    }

    /// <summary>Takes from a config the arguments that every optimizer has; a class reads only its own.</summary>
    internal void ReadConfig(Config config)
    {
        Rename(config.GetString("name", null) ?? name);
        options = OptimizerOptions.FromConfig(config, options);
        System.Text.Json.Nodes.JsonNode? rate = config.GetNode("learning_rate");
        if (rate is System.Text.Json.Nodes.JsonObject serialized)
            schedule = Optimizers.Schedules.ScheduleRegistry.Instance.FromJson(serialized);
        else if (rate is not null && RateOwner is null && schedule is null && (float)config.GetDouble("learning_rate") != (float)learningRate)
            LearningRate = Hyperparameter.Meant(config.GetDouble("learning_rate"));
    }

    private void Rename(string value)
    {
        name = value;
        foreach (Weight weight in new[] { iterations, learningRateWeight })
            weight.Path = $"{value}/{weight.Name}";
    }

    private protected static LearningRateSchedule Required(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule, "learningRate");
        return schedule;
    }

    private static void CheckLearningRate(double rate)
    {
        if (!double.IsFinite(rate) || rate < 0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A learning rate must be a finite number of at least 0, got {rate}.");
    }
}
