using System.Diagnostics.CodeAnalysis;
using Keras.Losses;
using TensorFlow;

namespace Keras;

/// <summary>A loss function of targets and predictions. A Keras name ("categorical_crossentropy", "mse") converts to one.</summary>
public abstract class Loss : KerasObject
{
    private DType dtype = DType.Float32;

    /// <summary>A loss.</summary>
    /// <param name="name">The name. Default: the class name in snake case.</param>
    /// <param name="reduction">The reduction of the losses of samples to a scalar.</param>
    protected Loss(string? name = null, Reduction reduction = Reduction.SumOverBatchSize)
    {
        Name = name ?? SnakeCase.Of(ClassName);
        Reduction = reduction;
    }

    /// <summary>The name.</summary>
    [CommonArgument]
    public string Name { get; private set; }

    /// <summary>The Keras name that the loss was made of, such as "mse", by which logs name it where outputs have no names; null for
    /// none.</summary>
    internal string? GivenName { get; set; }

    /// <summary>The reduction of the losses of samples to a scalar. Default: their mean.</summary>
    [CommonArgument]
    public Reduction Reduction { get; private set; }

    /// <summary>The type of the computation. Default: float32.</summary>
    public DType DType
    {
        get => dtype;
        init => dtype = value;
    }

    /// <summary>
    /// Gets the classes of losses by name, for reading one that is an argument: <c>config.GetObject("loss", Loss.Registry)</c>.
    /// </summary>
    public static Registry<Loss> Registry => LossRegistry.Instance;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Loss).Assembly ? "keras.losses" : null;

    /// <summary>Whether targets are class indices in [0, classes), the classes being the predictions' last axis.</summary>
    protected internal virtual bool TakesClassIndices => false;

    /// <summary>
    /// Whether the loss is not the mean or sum of losses that each follow from one sample. Default: true for a custom class, whose
    /// computation is not known.
    /// </summary>
    protected internal virtual bool MixesSamples => GetType().Assembly != typeof(Loss).Assembly;

    /// <summary>The loss of a name; "crossentropy" means the kind that fits the model's output.</summary>
    /// <param name="name">A Keras name such as "categorical_crossentropy"; null for none.</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator Loss?(string? name) => name is null ? null : LossRegistry.FromName(name);

    /// <summary>Creates a custom loss.</summary>
    /// <param name="function">Computes the loss of each sample from targets and predictions.</param>
    /// <param name="name">Its name.</param>
    /// <example>
    /// <code>
    /// Loss logCosh = Loss.From((yTrue, yPred) =&gt; Ops.Mean(Ops.Log(Ops.Cosh(yPred - yTrue)), axis: -1), name: "log_cosh_loss");
    /// using var model = new Sequential(new Dense(1) { InputShape = [2] });
    /// model.Compile("adam", logCosh);
    /// </code>
    /// </example>
    public static Loss From(Func<Symbol, Symbol, Symbol> function, string name = "loss")
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionLoss(function, name);
    }

    /// <summary>Writes the computation of the loss of a batch.</summary>
    /// <param name="yTrue">The targets.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">A weight for each sample; null for 1.</param>
    /// <param name="mask">The mask of the predictions; null for none.</param>
    /// <returns>A scalar, unless the reduction is <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ShapeException">The shapes of targets, predictions and weights are incompatible.</exception>
    public Symbol Apply(Symbol yTrue, Symbol yPred, Symbol? sampleWeight = null, Symbol? mask = null)
    {
        using Graph.NameScope scope = yPred.Graph.EnterScope(Name, ClassName);
        (Symbol truth, Symbol predictions) = Prepare(yTrue, yPred);
        (Symbol values, Symbol? valuesMask) = CallMasked(truth, predictions);
        Symbol? both = mask is { } m && valuesMask is { } v ? RawOps.LogicalAnd(m, v) : mask ?? valuesMask;
        return Reductions.Reduce(values.Cast(DType), sampleWeight, Reduction, both);
    }

    /// <summary>Writes the computation of the loss of each sample.</summary>
    /// <param name="yTrue">The targets, in the type of the loss; class indices as they were given.</param>
    /// <param name="yPred">The predictions, in the type of the loss.</param>
    protected abstract Symbol Call(Symbol yTrue, Symbol yPred);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.Set("name", Name).Set("reduction", Reductions.NameOf(Reduction));

    /// <summary>Takes from a config the arguments that every loss has; a class reads only its own.</summary>
    internal void ReadConfig(Config config)
    {
        Name = config.GetString("name", null) ?? Name;
        if (config.Keys.Contains("reduction"))
            Reduction = Reductions.FromConfig(config);
        if (config.Has("dtype"))
            dtype = DTypePolicy.FromConfig(config).ComputeDType;
    }

    /// <summary>The loss that is meant for these shapes: itself, unless it was named "crossentropy".</summary>
    protected internal virtual Loss Resolve(Shape yTrue, Shape yPred) => this;

    /// <summary>Writes the loss of each sample, not reduced.</summary>
    internal Symbol Values(Symbol yTrue, Symbol yPred)
    {
        using Graph.NameScope scope = yPred.Graph.EnterScope(Name, ClassName);
        (Symbol truth, Symbol predictions) = Prepare(yTrue, yPred);
        return Call(truth, predictions);
    }

    /// <summary>Writes the loss of each sample and which of them count; null for all.</summary>
    protected internal virtual (Symbol Values, Symbol? Mask) CallMasked(Symbol yTrue, Symbol yPred) => (Call(yTrue, yPred), null);

    // The cast of a prediction that has the type already adds no op, so that crossentropies see which op made it. Class indices stay whole:
    // half precision cannot hold those above 256.
    private (Symbol Truth, Symbol Predictions) Prepare(Symbol yTrue, Symbol yPred) =>
        (TakesClassIndices ? yTrue : yTrue.Cast(DType), yPred.Cast(DType));

    private sealed class FunctionLoss(Func<Symbol, Symbol, Symbol> function, string name) : Loss(name)
    {
        public override string? Module => null;

        /// <inheritdoc/>
        protected internal override bool MixesSamples => true;

        // A file names the function, so that it can be registered by its name.
        public override string ClassName => Name;

        /// <inheritdoc/>
        protected override Symbol Call(Symbol yTrue, Symbol yPred)
        {
            (yTrue, yPred) = Ranks.Match(yTrue, yPred);
            return function(yTrue, yPred);
        }
    }
}
