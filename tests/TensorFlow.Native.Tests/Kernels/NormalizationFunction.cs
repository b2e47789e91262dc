using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Batch normalization in training, and values for it.</summary>
internal static class NormalizationFunction
{
    public static (Symbol Y, Symbol BatchMean, Symbol BatchVariance) Normalize(
        Symbol x, Symbol scale, Symbol offset, string format = "NHWC", bool isTraining = true)
    {
        Symbol none = isTraining ? RawOps.Fill(x.Graph.Constant([0]), scale.Number(0)) : scale;
        var normalized = RawOps.FusedBatchNormV3(x, scale, offset, none, none, 0.001f, dataFormat: format, isTraining: isTraining);
        return (normalized.Y, normalized.BatchMean, normalized.BatchVariance);
    }

    /// <summary>Images, a scale, an offset, and two more of images.</summary>
    public static Tensor[] Values(int images, int height, int width, int channels) =>
    [
        Numbers(1, images, height, width, channels), Numbers(2, channels), Numbers(3, channels),
        Numbers(4, images, height, width, channels), Numbers(5, images, height, width, channels),
    ];
}
