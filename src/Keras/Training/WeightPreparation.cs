using Keras.Layers;

namespace Keras.Training;

/// <summary>Decides whether values that depend on the weights only are precomputed for many batches.</summary>
internal static class WeightPreparation
{
    // Up to this number of batches, precomputing small kernels does not pay.
    private const int FewBatches = 4;

    /// <summary>Whether there are enough batches, and values to precompute.</summary>
    public static bool IsWorthwhile(Model model, long batches) => batches > FewBatches && HasToPrepare(model);

    // Kernels stored in another type than they are used in, and batch normalizations that are folded into convolutions.
    private static bool HasToPrepare(Model model) =>
        model.Tree().Any(l => l.QuantizationMode is not null || l.ComputeDType != l.VariableDType)
        || (model.Tree().Any(l => l is BatchNormalization) && model.Tree().Any(l => l is Convolution));
}
