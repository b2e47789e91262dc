using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the layers that move the pixels of images, with their bounding boxes and segmentation masks, by a matrix for each
/// image.</summary>
[KerasSerializable]
public abstract class GeometricImageLayer : ImagePreprocessingLayer
{
    private protected GeometricImageLayer(string fillMode, string interpolation, double fillValue, string? dataFormat, long? seed)
        : base(dataFormat, seed)
    {
        FillMode = ProjectiveSampling.CheckFillMode(fillMode, ClassName);
        Interpolation = ProjectiveSampling.CheckInterpolation(interpolation, ClassName);
        FillValue = Hyperparameter.Finite(fillValue, nameof(fillValue), ClassName);
    }

    /// <summary>The fill mode outside of the image: "reflect", "wrap", "constant" or "nearest".</summary>
    public string FillMode { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string Interpolation { get; }

    /// <summary>The value outside of the image in the fill mode "constant".</summary>
    public double FillValue { get; }

    /// <inheritdoc/>
    private protected override bool MovesPixels => true;

    /// <summary>
    /// The numbers a₀, a₁, a₂, b₀, b₁, b₂ by which the output at (x, y) is the input at (a₀x + a₁y + a₂, b₀x + b₁y + b₂), each <c>[batch,
    /// 1, 1]</c>.
    /// </summary>
    private protected abstract Symbol[] Matrix(ImageTransformation transformation);

    /// <inheritdoc/>
    private protected sealed override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) =>
        ProjectiveSampling.Of(x, Matrix(transformation), isMask ? "nearest" : Interpolation, FillMode, FillValue);
}
