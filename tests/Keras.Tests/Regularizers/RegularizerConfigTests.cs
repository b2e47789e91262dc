using Keras.Regularizers;
using Xunit;

namespace Keras.Tests;

/// <summary>Configs of regularizers are Keras's.</summary>
public sealed class RegularizerConfigTests
{
    public static TheoryData<Regularizer, string> Configs => new()
    {
        { new L1(), """{"l1":0.009999999776482582}""" },
        { new L2(), """{"l2":0.01}""" },
        { new L1L2(0.1, 0.2), """{"l1":0.1,"l2":0.2}""" },
        { new OrthogonalRegularizer(0.1, "columns"), """{"factor":0.10000000149011612,"mode":"columns"}""" },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_config_makes_an_equal_one(Regularizer regularizer, string json)
    {
        Assert.Equal(json, regularizer.GetConfig().ToString());
        Regularizer read = RegularizerRegistry.Instance.FromConfig(regularizer.ClassName, regularizer.GetConfig());
        Assert.Equal(json, read.GetConfig().ToString());
    }

    [Theory]
    [InlineData("l1", typeof(L1))]
    [InlineData("l2", typeof(L2))]
    [InlineData("L2", typeof(L2))]
    [InlineData("l1l2", typeof(L1L2))]
    [InlineData("l1_l2", typeof(L1L2))]
    [InlineData("orthogonal_regularizer", typeof(OrthogonalRegularizer))]
    public void A_name_converts_to_the_default(string name, Type type) => Assert.IsType(type, (Regularizer)name);

    [Fact]
    public void An_unknown_name_is_told_with_the_known_ones() =>
        Assert.Contains("l1l2", Assert.Throws<UnknownNameException>(() => (Regularizer)"l3").KnownNames);

    [Fact]
    public void An_unknown_argument_is_told() => Assert.Contains(
        "'l3'",
        Assert.Throws<ConfigException>(() => RegularizerRegistry.Instance.FromConfig("L2", new Config().Set("l3", 1.0))).Message,
        StringComparison.Ordinal);
}
