using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>From the same random numbers, the layers of random images make the same images as the real Keras's
/// (<c>make_random_images.py</c>), with and without XLA.</summary>
public sealed class RandomImageTests
{
    private static readonly Fixture Random = Fixture.Load("preprocessing/random_images");

    public static TheoryData<string> Cases => [.. Random.Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_numbers_make_the_same_images(string name)
    {
        using ImageCase one = new(Random, name);
        foreach (bool compile in new[] { false, true })
        {
            Tensor[] results = one.Run(compile);
            foreach ((string what, Tensor expected, Tensor actual) in one.Outcomes.Zip(results, (o, r) => (o.Name, o.Expected, r)))
            {
                using (actual)
                    ImageCase.AssertClose($"{name}, {what}, {(compile ? "XLA" : "ordinary kernels")}", expected, actual, one.Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_config_of_Keras_is_written_as_it_was_read(string name)
    {
        string json = Random.Cases().Single(c => c.GetProperty("name").GetString() == name).GetProperty("layer").GetString()!;
        using Layer layer = LayerRegistry.Instance.FromJson(EnvelopeTests.Parse(json));
        using Layer again = LayerRegistry.Instance.FromConfig(layer.ClassName, layer.GetConfig());
        Assert.Equal(PythonJson.Write(layer.GetConfig().ToJson()), PythonJson.Write(again.GetConfig().ToJson()));
        // Keras writes a range here that it does not read.
        if (layer is not RandomShear)
            Assert.Equal(PythonJson.Write(EnvelopeTests.Parse(json)["config"]!), PythonJson.Write(layer.GetConfig().ToJson()));
    }
}
