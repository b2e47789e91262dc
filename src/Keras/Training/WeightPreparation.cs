using Keras.Layers;

namespace Keras.Training;

/// <summary>Whether what follows from the weights alone is worth computing by itself, for many batches.</summary>
internal static class WeightPreparation
{
    // So few batches do not repay the preparation of small kernels.
    private const int FewBatches = 4;

    /// <summary>Whether there are enough batches, and anything to compute.</summary>
    public static bool IsWorthwhile(Model model, long batches) => batches > FewBatches && HasToPrepare(model);

    // Kernels that are kept in another type than they are used in, and normalizations that go into the convolutions before them.
    private static bool HasToPrepare(Model model) =>
        model.Tree().Any(l => l.QuantizationMode is not null || l.ComputeDType != l.VariableDType)
        || (model.Tree().Any(l => l is BatchNormalization) && model.Tree().Any(l => l is Convolution));
}
