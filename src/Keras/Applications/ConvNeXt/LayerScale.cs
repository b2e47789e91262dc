using System.Globalization;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Applications;

/// <summary>Multiplies each channel by a learned factor that begins near 0 (Touvron et al., 2021): a part of ConvNeXt.</summary>
[KerasSerializable]
public sealed partial class LayerScale : Layer
{
    private Weight? gamma;

    /// <summary>Creates the layer.</summary>
    /// <param name="initValues">The first value of the factors.</param>
    /// <param name="projectionDim">The number of channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or the number less than 1.</exception>
    public LayerScale(double initValues, int projectionDim)
    {
        if (!double.IsFinite(initValues))
            throw new ArgumentOutOfRangeException(nameof(initValues), initValues, string.Create(
                CultureInfo.InvariantCulture, $"LayerScale: expected a number, got {initValues}."));
        Required.AtLeast("LayerScale", 1, projectionDim);
        InitValues = Hyperparameter.Meant(initValues);
        ProjectionDim = projectionDim;
    }

    /// <summary>The first value of the factors.</summary>
    public double InitValues { get; }

    /// <summary>The number of channels.</summary>
    public int ProjectionDim { get; }

    /// <inheritdoc/>
    public override string? Module => "keras.src.applications.convnext";

    internal override void WriteEnvelope(JsonObject envelope)
    {
        base.WriteEnvelope(envelope);
        envelope["registered_name"] = ClassName;
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input[^1] >= 0 && input[^1] != ProjectionDim)
            throw new ShapeException($"LayerScale '{Name}': expected a last axis of {ProjectionDim}, got {input}.");
        // Keras gives this weight no name of its own.
        gamma = AddWeight("variable", [ProjectionDim], Initializer.Constant(InitValues));
    }

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x * gamma!;
}
