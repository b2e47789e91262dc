using Keras.Initializers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Seeds decide what is drawn.</summary>
public sealed class InitializerSeedTests
{
    public static TheoryData<string> Random =>
    [
        "RandomNormal", "TruncatedNormal", "RandomUniform", "VarianceScaling", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal",
        "LecunUniform", "LecunNormal", "Orthogonal",
    ];

    [Theory]
    [MemberData(nameof(Random))]
    public void One_seed_makes_the_same_numbers_every_time(string name)
    {
        Initializer initializer = Make(name, 5);
        float[] first = Draw(initializer);
        Assert.Equal(first, Draw(initializer));
        Assert.Equal(first, Draw(Make(name, 5)));
        Assert.NotEqual(first, Draw(Make(name, 6)));
    }

    [Theory]
    [MemberData(nameof(Random))]
    public void Without_a_seed_each_weight_gets_its_own_numbers(string name)
    {
        Initializer initializer = Make(name, null);
        Assert.NotEqual(Draw(initializer), Draw(initializer));
    }

    [Fact]
    public void Whole_numbers_are_not_drawn() => Assert.Contains(
        "floating-point", Assert.Throws<ArgumentException>(() => new RandomNormal().Create([2], DType.Int32)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void Every_floating_point_type_is_drawn(DType dtype)
    {
        using Tensor tensor = new GlorotUniform().Create([3, 4], dtype);
        Assert.Equal(dtype, tensor.DType);
    }

    [Fact]
    public void The_list_for_layer_authors_gives_a_new_random_one_each_time()
    {
        Assert.NotSame(Layers.Initializers.GlorotUniform, Layers.Initializers.GlorotUniform);
        Assert.IsType<GlorotUniform>(Layers.Initializers.GlorotUniform);
        Assert.Equal(0.5, Assert.IsType<Constant>(Layers.Initializers.Constant(0.5)).Value);
    }

    private static Initializer Make(string name, long? seed) =>
        InitializerRegistry.Instance.FromConfig(name, new Config().Set("seed", seed));

    private static float[] Draw(Initializer initializer)
    {
        using Tensor tensor = initializer.Create([4, 5]);
        return tensor.ToArray<float>();
    }
}
