using TensorFlow;

namespace Keras.Layers;

/// <summary>The shape and the type of a model's input.</summary>
public sealed class InputLayer : Layer
{
    /// <summary>Creates an input layer.</summary>
    /// <param name="shape">The shape of one sample, without the batch axis; -1 for an axis of any length.</param>
    /// <param name="batchSize">The length of the batch axis; null (default) for any.</param>
    /// <param name="dtype">The type of the input. Default: float32.</param>
    /// <exception cref="ArgumentException">The number of axes is unknown, the batch size is less than 1, or the type is none of numbers,
    /// booleans or strings.</exception>
    public InputLayer(Shape shape, int? batchSize = null, DType dtype = DType.Float32)
    {
        if (shape.Rank < 0)
            throw new ArgumentException(
                "InputLayer: expected a shape with a known number of axes, got an unknown one; write -1 for an axis of any length.",
                nameof(shape));
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize,
                $"InputLayer: expected a batch size of at least 1 or null, got {batchSize}.");
        Required.ElementType("InputLayer", dtype);
        BatchShape = shape.Prepend(batchSize ?? Shape.UnknownDimension);
        DType = dtype;
    }

    // The order tells the two apart: a batch size of 0 is a type, too.
    internal InputLayer(DType dtype, Shape batchShape)
    {
        Required.ElementType("InputLayer", dtype);
        BatchShape = batchShape;
        DType = dtype;
    }

    /// <summary>The shape of the input with the batch axis.</summary>
    public Shape BatchShape { get; }

    /// <summary>The type of the input.</summary>
    public DType DType { get; }

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    internal override bool TakesStrings => true;

    private protected override bool HasToFree => false;

    internal static InputLayer FromConfig(Config config)
    {
        config.RequireDefault("sparse");
        config.RequireDefault("ragged");
        config.RequireDefault("optional");
        DType dtype = DTypes.Parse(config.GetString("dtype", null) ?? "float32");
        Shape? batchShape = config.GetShape("batch_shape") ?? config.GetShape("batch_input_shape");
        if (batchShape is null)
        {
            Shape shape = config.GetShape("shape")
                ?? throw new ConfigException("InputLayer: expected an argument 'batch_shape' or 'shape', got neither.");
            batchShape = shape.Prepend(config.GetOptionalLong("batch_size") ?? Shape.UnknownDimension);
        }

        return new(dtype, batchShape);
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => BatchShape.IsCompatibleWith(x.Shape)
        ? x
        : throw new ShapeException($"InputLayer '{Name}': expected an input of shape {BatchShape}, got {x.Shape}.");

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        config.Set("batch_shape", BatchShape).Set("dtype", DType.StandardName).Set("sparse", false).Set("name", Name);
}
