using System.Globalization;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Applications;

/// <summary>The first input and the second one scaled, added: the residual of <see cref="InceptionResNetV2"/>.</summary>
/// <param name="scale">The factor of the second input.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is not finite.</exception>
[KerasSerializable]
public sealed partial class CustomScaleLayer(double scale) : Layer
{
    /// <summary>The factor of the second input.</summary>
    public double Scale { get; } = double.IsFinite(scale) ? Hyperparameter.Meant(scale) : throw new ArgumentOutOfRangeException(
        nameof(scale), scale, string.Create(CultureInfo.InvariantCulture, $"CustomScaleLayer: expected a number, got {scale}."));

    /// <inheritdoc/>
    public override string? Module => "keras.src.applications.inception_resnet_v2";

    internal override void WriteEnvelope(JsonObject envelope)
    {
        base.WriteEnvelope(envelope);
        envelope["registered_name"] = ClassName;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != 2)
            throw new ArgumentException($"CustomScaleLayer '{Name}': expected 2 inputs, got {inputs.Count}.");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) => [inputs[0] + (inputs[1] * Scale)];
}
