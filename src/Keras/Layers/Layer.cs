using TensorFlow;

namespace Keras;

/// <summary>
/// A layer: weights and the computation of outputs from inputs, written into the function of a model. For a custom layer, derive from this
/// class: create the weights in <see cref="Build(Shape)"/>, write the computation in <see cref="Call(Symbol, CallContext)"/>.
/// </summary>
public abstract partial class Layer : KerasOperation, IUsed, IDisposable
{
    private readonly string prefix;
    // Replaced as a whole, never changed, so that other threads can go through them.
    private Weight[] ownWeights = [];
    private string name;
    private bool trainable = true;
    private DTypePolicy dtypePolicy = DTypePolicies.Default;
    private Regularizer? activityRegularizer;

    /// <summary>Creates a layer with an automatic name.</summary>
    protected Layer()
    {
        prefix = NamePrefix;
        name = AutoNames.Next(prefix);
    }

    /// <summary>The name, unique in a model: given, or Keras's automatic one (<c>dense</c>, <c>dense_1</c>, …).</summary>
    /// <exception cref="ArgumentException">The name is empty or has a slash.</exception>
    [CommonArgument]
    public override string Name
    {
        get => name;
        init => Rename(value);
    }

    /// <summary>The shape of one input, without the batch axis, where this is the first layer of a model; null where it follows from what
    /// comes before.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>The dtype policy: the types of the computation and of the weights. Default: <see cref="DTypePolicies.Default"/>,
    /// float32.</summary>
    [CommonArgument]
    public DTypePolicy DTypePolicy
    {
        get => dtypePolicy;
        init => UseDTypePolicy(value);
    }

    /// <summary>
    /// Whether training changes its weights and those of the layers inside. Default: true. Set in a callback, it is seen by the next call
    /// of the training function.
    /// </summary>
    /// <exception cref="InvalidOperationException">The property is set while another thread trains or evaluates a model that has this
    /// layer.</exception>
    [CommonArgument]
    public bool Trainable
    {
        get => trainable;
        set
        {
            using Usage usage = Change("Trainable", UsageRules.WithinOwnRun);
            foreach (Layer layer in Tree())
                layer.trainable = value;
        }
    }

    /// <summary>The regularizer of the output, whose penalty is divided by the batch size and added to the loss. Default: none.</summary>
    [CommonArgument]
    public Regularizer? ActivityRegularizer
    {
        get => activityRegularizer;
        init => activityRegularizer = value;
    }

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Layer).Assembly ? "keras.layers" : null;

    string IUsed.Designation => Designation;

    /// <summary>The layer in a message: <c>the layer 'dense'</c>.</summary>
    private protected virtual string Designation => $"the layer '{Name}'";

    /// <summary>
    /// Gets the number of indices that a lookup layer accepts: indices that come from memory, straight from an input of the model, are
    /// checked before training. Default: null, the inputs are no indices.
    /// </summary>
    protected internal virtual int? IndexCount => null;

    /// <summary>
    /// Whether the layer passes masks on (<see cref="ComputeMask(IReadOnlyList{Symbol}, IReadOnlyList{Symbol?})"/>). Default: false; the
    /// mask ends at this layer.
    /// </summary>
    protected internal virtual bool SupportsMasking => false;

    /// <summary>The automatic name without its number, and the name of the group in files: that of the class in snake case.</summary>
    protected internal virtual string NamePrefix => SnakeCase.Of(ClassName);

    /// <summary>Whether inputs and weights are converted to the compute type of the policy (Keras's <c>autocast</c>); otherwise the layer
    /// does it itself.</summary>
    protected internal virtual bool Autocast => true;

    /// <summary>Whether the layer itself adds the activity regularizer's loss; false where layers inside do, with the same
    /// regularizer.</summary>
    protected internal virtual bool RegularizesOutput => true;

    /// <summary>Sets the types, also those of a layer inside that is no argument.</summary>
    protected internal virtual void UseDTypePolicy(DTypePolicy policy) => dtypePolicy = policy;
}
