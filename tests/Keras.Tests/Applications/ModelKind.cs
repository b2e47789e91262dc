using TensorFlow;

namespace Keras.Tests.Applications;

/// <summary>The arguments that all architectures have, for one of the models of a fixture.</summary>
internal sealed record ModelKind(
    bool IncludeTop = true, string? Pooling = null, Shape? InputShape = null, int Classes = 1000, string? ActivationName = "softmax")
{
    /// <summary>Keras's defaults.</summary>
    public static ModelKind Default { get; } = new();

    /// <summary>The mean of the features, for images of any size.</summary>
    public static ModelKind Features { get; } = new(IncludeTop: false, Pooling: "avg");

    public ActivationFunction? Activation => ActivationName is null ? null : (ActivationFunction)ActivationName;

    /// <summary>The logits of 10 classes for a small image.</summary>
    public static ModelKind Small(int side) => new(InputShape: [side, side, 3], Classes: 10, ActivationName: null);
}
