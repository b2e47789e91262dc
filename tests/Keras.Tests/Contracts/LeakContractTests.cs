using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>No layer of the registry leaves native objects behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class LeakContractTests
{
    [Fact]
    public void No_layer_leaves_native_objects_behind()
    {
        foreach (string name in LayerSamples.Names)
            Use(name);
        List<string> leaks = [];
        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();
        foreach (string name in LayerSamples.Names)
        {
            Use(name);
            IReadOnlyDictionary<string, long> after = NativeLeaks.Count();
            if (!before.SequenceEqual(after))
                leaks.Add($"{name}: {string.Join(", ", after.Where(a => before.GetValueOrDefault(a.Key) != a.Value).Select(a => $"{a.Key} {before.GetValueOrDefault(a.Key)} → {a.Value}"))}");
            before = after;
        }

        Assert.Empty(leaks);
    }

    private static void Use(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using Layer layer = LayerSamples.Create(sample);
        foreach (Tensor output in LayerContractTests.Run(layer, sample, training: true))
            output.Dispose();
    }
}
