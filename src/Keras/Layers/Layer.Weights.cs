using Keras.Layers;
using TensorFlow;

namespace Keras;

/// <content>The weights: those of this layer, and those of the layers inside of it.</content>
public abstract partial class Layer
{
    /// <summary>The weights that training changes, in order.</summary>
    public IReadOnlyList<Weight> TrainableWeights =>
        Trainable ? [.. OwnWeights.Where(w => w.Trainable).Concat(ownLayers.SelectMany(l => l.TrainableWeights)).Distinct()] : [];

    /// <summary>The weights that training leaves alone, in order.</summary>
    public IReadOnlyList<Weight> NonTrainableWeights => Trainable
        ? [.. OwnWeights.Where(w => !w.Trainable).Concat(ownLayers.SelectMany(l => l.NonTrainableWeights)).Distinct()]
        : [.. Weights];

    /// <summary>All weights in Keras's order: its own that were made trainable, its own others, those of its sublayers. Freezing one does
    /// not move it; those of a layer that is in two sublayers are there once.</summary>
    public IReadOnlyList<Weight> Weights => [.. OwnWeights.Concat(ownLayers.SelectMany(l => l.Weights)).Distinct()];

    /// <summary>The weights of this layer without those inside of it, in Keras's order: those that began as trainable come first, frozen or
    /// not.</summary>
    internal virtual IReadOnlyList<Weight> OwnWeights =>
        [.. ownWeights.Where(w => w.BeganTrainable), .. ownWeights.Where(w => !w.BeganTrainable)];

    /// <summary>The own weights of the layer that a file of weights has.</summary>
    protected internal virtual IReadOnlyList<Weight> SavedWeights => OwnWeights;

    /// <summary>The weights of this layer without those inside of it, in the order in which they were made.</summary>
    internal ReadOnlySpan<Weight> MadeWeights => ownWeights;

    /// <summary>Everything that a program keeps between runs for this layer: its weights and the states of its random numbers.</summary>
    internal IEnumerable<Weight> State =>
        ownWeights.Concat(seedGenerators.Select(s => s.State)).Concat(UnsavedState).Concat(ownLayers.SelectMany(l => l.State)).Distinct();

    /// <summary>The state that functions keep between runs and files do not have: the states of recurrent layers.</summary>
    protected internal virtual IReadOnlyList<Weight> UnsavedState => [];

    /// <summary>The number of elements of all weights.</summary>
    public long CountParams() => Weights.Sum(w => w.Shape.ElementCount);

    /// <summary>The values of all weights, in order, all of one moment: of one step, where the layer is being trained.</summary>
    public Tensor[] GetWeights()
    {
        ThrowIfDisposed();
        IReadOnlyList<Weight> weights = Weights;
        using WeightSnapshot moment = WeightSnapshot.Of(weights);
        return [.. weights.Select(w => w.Read())];
    }

    /// <summary>Sets the values of all weights, at one moment. While the layer is being trained, that is between two calls of the training
    /// function.</summary>
    /// <param name="values">One tensor for each weight, in order, of its shape.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    /// <exception cref="ShapeException">A shape does not fit; no weight is changed then.</exception>
    public void SetWeights(params IReadOnlyList<Tensor> values)
    {
        Required.Value("SetWeights", "a list of tensors", values);
        Required.Items("SetWeights", "a tensor", values);
        ThrowIfDisposed();
        IReadOnlyList<Weight> weights = Weights;
        if (values.Count != weights.Count)
            throw new ArgumentException($"{ClassName} '{Name}': expected {weights.Count} weights, got {values.Count}.", nameof(values));
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Shape != weights[i].Shape)
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected weight {i} ('{weights[i].Path}') to have shape {weights[i].Shape}, "
                    + $"got {values[i].Shape}.");
        }

        Weight.AssignAll(weights, values);
    }

    /// <summary>Creates a weight. For <see cref="Build(Shape)"/>.</summary>
    /// <param name="weightName">The name in this layer: "kernel".</param>
    /// <param name="shape">The axes, all known.</param>
    /// <param name="initializer">The initializer. Default: glorot_uniform; zeros for integers and booleans.</param>
    /// <param name="regularizer">The regularizer. Default: none.</param>
    /// <param name="constraint">The constraint applied after each update. Default: none.</param>
    /// <param name="trainable">Whether training changes it by gradients.</param>
    /// <param name="dtype">The type. Default: that of the layer's policy.</param>
    /// <exception cref="ArgumentException">The name is empty or contains a slash, which separates layers in paths, or the type is none of
    /// numbers, booleans or strings.</exception>
    /// <exception cref="ShapeException">The length of an axis is unknown, or the elements are too many.</exception>
    protected internal Weight AddWeight(
        string weightName,
        Shape shape,
        Initializer? initializer = null,
        Regularizer? regularizer = null,
        Constraint? constraint = null,
        bool trainable = true,
        DType? dtype = null)
    {
        Required.WeightName($"{ClassName} '{Name}'", weightName);
        DType type = dtype ?? VariableDType;
        initializer ??= type.IsFloatingPoint ? new Initializers.GlorotUniform() : new Initializers.Zeros();
        Weight weight = new(weightName, shape, type, initializer)
        {
            Path = $"{LayerPath.Of(this)}/{weightName}",
            Regularizer = regularizer,
            Constraint = constraint,
            Trainable = trainable,
            BeganTrainable = trainable,
        };
        ownWeights = [.. ownWeights, weight];
        ChangeCount.Add();
        return weight;
    }

    /// <summary>Texts that a file has beside config and weights, with their paths in the layer's folder.</summary>
    internal virtual IReadOnlyList<(string Path, Func<string> Text)> Assets => [];

    /// <summary>Arrays that a file has beside the weights, with their paths in the layer's group.</summary>
    internal virtual IReadOnlyList<(string Path, float[] Values)> SavedArrays => [];

    /// <summary>Whether the layer has such arrays, be it only after a file gave them.</summary>
    internal virtual bool TakesSavedArrays => false;

    /// <summary>Takes over a text of <see cref="Assets"/>.</summary>
    internal virtual void ReadAsset(string text)
    {
    }

    /// <summary>Says why the layer cannot take over an array of a file; null where it can.</summary>
    internal virtual string? MisfitOf(float[] values) => null;

    /// <summary>Takes over an array of <see cref="SavedArrays"/>.</summary>
    internal virtual void ReadSavedArray(float[] values)
    {
    }

    /// <summary>The value of a weight as a file has it.</summary>
    protected internal virtual Tensor ReadSaved(Weight weight) => weight.Read();

    /// <summary>The weights in a file with so many variables of this layer.</summary>
    internal virtual IReadOnlyList<Weight> SavedWeightsIn(int count) => SavedWeights;
}
