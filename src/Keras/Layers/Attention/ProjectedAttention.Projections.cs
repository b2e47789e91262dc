using TensorFlow;

namespace Keras.Layers;

/// <content>The projections.</content>
public abstract partial class ProjectedAttention
{
    private EinsumDense query = null!;
    private EinsumDense key = null!;
    private EinsumDense value = null!;
    private EinsumDense? gate;
    private EinsumDense output = null!;
    private Softmax softmax = null!;
    private Dropout dropout = null!;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count is not (2 or 3))
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected a query and a value, and perhaps a key, got {inputs.Count} inputs; call Apply(query, "
                + "value).");
        Shape keyShape = inputs[^1];
        CheckShapes(inputs[0], inputs[1], keyShape);
        BuildProjections(inputs[0], inputs[1], keyShape);
    }

    /// <summary>Checks the shapes of the inputs.</summary>
    private protected virtual void CheckShapes(Shape query, Shape value, Shape key)
    {
        foreach ((string role, Shape shape) in new[] { ("query", query), ("value", value), ("key", key) })
        {
            if (shape.Rank < 3 || shape[^1] < 1)
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected a {role} of at least 3 axes, [batch, …, features], whose last is known, got {shape}.");
        }

        for (int i = 1; i < Math.Max(value.Rank, key.Rank) - 1; i++)
        {
            if (value.Rank != key.Rank || (value[i] >= 0 && key[i] >= 0 && value[i] != key[i]))
                throw new ShapeException(
                    $"{ClassName} '{Name}': expected value and key to have equal axes but for the last, got {value} and {key}.");
        }
    }

    /// <summary>Creates the projections.</summary>
    private protected abstract void BuildProjections(Shape query, Shape value, Shape key);

    private protected void SetProjections(EinsumDense query, EinsumDense key,
        EinsumDense? gate, EinsumDense value, EinsumDense output, int normalizedAxes)
    {
        (this.query, this.key, this.gate, this.value, this.output) = (query, key, gate, value, output);
        AddLayer(query);
        AddLayer(key);
        if (gate is not null)
            AddLayer(gate);
        AddLayer(value);
        softmax = AddLayer(new Softmax(Axes.Create([.. Enumerable.Range(-normalizedAxes, normalizedAxes)])) { DTypePolicy = DTypePolicy });
        dropout = AddLayer(new Dropout(DropoutRate, seed: Seed) { DTypePolicy = DTypePolicy });
        AddLayer(output);
    }

    private protected EinsumDense Projection(string name, string equation, Shape outputShape,
        string biasAxes, Shape input, ActivationFunction? activation = null)
    {
        EinsumDense projection = new(equation, outputShape, activation, UseBias ? biasAxes : null)
        {
            Name = name,
            DTypePolicy = DTypePolicy,
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
            KernelRegularizer = KernelRegularizer,
            BiasRegularizer = BiasRegularizer,
            ActivityRegularizer = ActivityRegularizer,
            KernelConstraint = KernelConstraint,
            BiasConstraint = BiasConstraint,
            QuantizationConfig = projectionConfigs.GetValueOrDefault(name),
        };
        projection.BuildFor(input);
        return projection;
    }
}
