using Keras.Layers;
using TensorFlow;
using Xunit.Sdk;

namespace Keras.Tests.Contracts;

/// <summary>
/// The layers of the registry in groups that train in one model each. XLA takes some 40 ms for each kernel, and most kernels of a model of
/// one layer belong to what stands before and behind the layer.
/// </summary>
internal static class LayerGroups
{
    private const int Size = 12;

    // Of many layers each has a smaller part in the loss: the tolerance is that much stricter than that of a layer by itself.
    private const double Tolerance = 1e-5;
    private static readonly Lazy<Dictionary<string, Lazy<bool>>> Groups = new(Divide);

    /// <summary>Whether the model that the layer is a part of trains alike in both compilers; false too for a layer of no group.</summary>
    public static bool TrainAlike(string name) => Groups.Value.TryGetValue(name, out Lazy<bool>? group) && group.Value;

    private static Dictionary<string, Lazy<bool>> Divide()
    {
        Dictionary<string, Lazy<bool>> groups = [];
        foreach (IGrouping<bool, LayerSample> alike in LayerSamples.Names.Select(LayerSamples.Of)
            .Select(s => (Sample: s, IsRandom: IsRandom(s))).Where(s => s.IsRandom is not null)
            .GroupBy(s => s.IsRandom!.Value, s => s.Sample))
        {
            // Those of one shape share what stands before them.
            foreach (LayerSample[] samples in alike.OrderBy(s => string.Join(", ", s.Inputs), StringComparer.Ordinal).Chunk(Size))
            {
                Lazy<bool> group = new(() => AreAlike(samples));
                foreach (LayerSample sample in samples)
                    groups.Add(sample.ClassName, group);
            }
        }

        return groups;
    }

    // Null for what trains by itself or not at all: layers of indices, of ordinary kernels only, of images, without a number among the
    // outputs, or that fail.
    private static bool? IsRandom(LayerSample sample)
    {
        if (!sample.DType.IsFloatingPoint)
            return null;
        try
        {
            using Layer layer = LayerSamples.Create(sample);
            bool hasNumbers = LayerContractTests.Record(layer, sample, null).Any(o => o.DType.IsFloatingPoint);
            return layer.RequiresOrdinaryKernels || layer is ImagePreprocessingLayer || !hasNumbers
                ? null : layer.State.Count() > layer.Weights.Count;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool AreAlike(LayerSample[] samples)
    {
        try
        {
            LayerTraining.AssertAlike(samples, Tolerance);
            return true;
        }
        catch (Exception e) when (e is XunitException or TensorFlowException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
