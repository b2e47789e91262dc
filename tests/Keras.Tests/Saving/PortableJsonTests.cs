using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Keras 3.3 reads what is written here, though it refuses keys and names that came later.</summary>
public sealed class PortableJsonTests
{
    [Fact]
    public void Initializers_have_the_names_that_all_releases_read()
    {
        using Sequential model = new(new Dense(3)
        {
            InputShape = [3],
            KernelInitializer = new Orthogonal(),
            BiasInitializer = new Constant(1)
        }, new Dense(3) { KernelInitializer = new Keras.Initializers.Identity() });
        string json = model.ToJson();
        Assert.Contains("\"class_name\": \"OrthogonalInitializer\"", json, StringComparison.Ordinal);
        Assert.Contains("\"class_name\": \"Identity\"", json, StringComparison.Ordinal);
        Assert.Contains("\"class_name\": \"Constant\"", json, StringComparison.Ordinal);
        using Model again = Model.FromJson(json);
        Assert.IsType<Orthogonal>(((Dense)again.Layers[0]).KernelInitializer);
        Assert.IsType<Keras.Initializers.Identity>(((Dense)again.Layers[1]).KernelInitializer);
    }

    [Fact]
    public void Later_keys_are_left_out_where_they_say_nothing()
    {
        Assert.DoesNotContain("axis", Compiled(new Dice(), "accuracy"), StringComparison.Ordinal);
        Assert.DoesNotContain("axis", Compiled(new Tversky(), "accuracy"), StringComparison.Ordinal);
        Assert.Contains("\"axis\": 1", Compiled(new Dice(axes: [1]), "accuracy"), StringComparison.Ordinal);
        Assert.DoesNotContain("ignore_class", Compiled("mse", new Keras.Metrics.SparseCategoricalCrossentropy()), StringComparison.Ordinal);
        Assert.Contains("\"ignore_class\": 2",
            Compiled("mse", new Keras.Metrics.SparseCategoricalCrossentropy(ignoreClass: 2)), StringComparison.Ordinal);

        static string Compiled(Loss loss, Metric metric)
        {
            using Sequential model = new(new Activation("relu"));
            model.Compile("sgd", loss, [metric]);
            return model.ToJson();
        }
    }
}
