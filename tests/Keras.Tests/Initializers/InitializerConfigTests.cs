using System.Text.Json.Nodes;
using Keras.Initializers;
using Xunit;

namespace Keras.Tests;

/// <summary>Configs of initializers are Keras's, without the keys that its older releases cannot read.</summary>
public sealed class InitializerConfigTests
{
    public static TheoryData<Initializer, string> Configs => new()
    {
        { new Zeros(), "{}" },
        { new Ones(), "{}" },
        { new Constant(0.5), """{"value":0.5}""" },
        { new Identity(), "{}" },
        { new Identity(2), """{"gain":2.0}""" },
        { new RandomNormal(), """{"seed":null,"mean":0.0,"stddev":0.05}""" },
        { new TruncatedNormal(0.5, 1, 3), """{"seed":3,"mean":0.5,"stddev":1.0}""" },
        { new RandomUniform(), """{"seed":null,"minval":-0.05,"maxval":0.05}""" },
        { new VarianceScaling(2, "fan_out", "Normal"), """{"seed":null,"scale":2.0,"mode":"fan_out","distribution":"truncated_normal"}""" },
        { new GlorotUniform(7), """{"seed":7}""" },
        { new GlorotNormal(), """{"seed":null}""" },
        { new HeUniform(), """{"seed":null}""" },
        { new HeNormal { InputAxes = [0], OutputAxes = [1, 2] }, """{"seed":null,"input_axes":[0],"output_axes":[1,2]}""" },
        { new LecunUniform(), """{"seed":null}""" },
        { new LecunNormal(), """{"seed":null}""" },
        { new Orthogonal(), """{"seed":null,"gain":1.0}""" },
        { new STFT(), """{"side":"real","window":"hann","periodic":false,"scaling":"density"}""" },
        { new STFT(window: null, scaling: null), """{"side":"real","window":null,"periodic":false,"scaling":null}""" },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_config_makes_an_equal_one(Initializer initializer, string json)
    {
        Assert.Equal(json, initializer.GetConfig().ToString());
        Initializer read = InitializerRegistry.Instance.FromConfig(initializer.ClassName, initializer.GetConfig());
        Assert.IsType(initializer.GetType(), read);
        Assert.Equal(json, read.GetConfig().ToString());
    }

    [Theory]
    [InlineData("glorot_uniform", typeof(GlorotUniform))]
    [InlineData("GlorotUniform", typeof(GlorotUniform))]
    [InlineData("he_normal", typeof(HeNormal))]
    [InlineData("zero", typeof(Zeros))]
    [InlineData("one", typeof(Ones))]
    [InlineData("normal", typeof(RandomNormal))]
    [InlineData("uniform", typeof(RandomUniform))]
    [InlineData("identity", typeof(Identity))]
    [InlineData("IdentityInitializer", typeof(Identity))]
    [InlineData("OrthogonalInitializer", typeof(Orthogonal))]
    [InlineData("stft", typeof(STFT))]
    public void A_name_converts_to_the_default(string name, Type type) => Assert.IsType(type, (Initializer)name);

    [Fact]
    public void An_unknown_name_is_told_with_the_known_ones() =>
        Assert.Contains("glorot_uniform", Assert.Throws<UnknownNameException>(() => (Initializer)"glorot").KnownNames);

    [Fact]
    public void Late_keys_are_read()
    {
        JsonNode json = JsonNode.Parse("""{"class_name":"GlorotUniform","config":{"seed":null,"input_axes":null,"output_axes":null}}""")!;
        Assert.Equal("""{"seed":null}""", InitializerRegistry.Instance.FromJson(json).GetConfig().ToString());
    }

    [Fact]
    public void A_seed_may_be_a_generator()
    {
        JsonNode json = JsonNode.Parse("""{"class_name":"HeNormal","config":{"seed":{"module":"keras.random","class_name":"SeedGenerator","config":{"seed":1337,"name":"g"}}}}""")!;
        Assert.Equal(1337, Assert.IsType<HeNormal>(InitializerRegistry.Instance.FromJson(json)).Seed);
    }

    [Fact]
    public void A_seed_keeps_all_its_bits()
    {
        Initializer read = InitializerRegistry.Instance.FromJson(JsonNode.Parse("""{"class_name":"HeNormal","config":{"seed":9007199254740993}}""")!);
        Assert.Equal(9007199254740993, Assert.IsType<HeNormal>(read).Seed);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNormal(stddev: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormal(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomUniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(double.NaN));
        Assert.Throws<UnknownNameException>(() => new VarianceScaling(mode: "fan"));
        Assert.Throws<UnknownNameException>(() => new VarianceScaling(distribution: "cauchy"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Orthogonal(double.PositiveInfinity));
    }
}
