using Keras.Constraints;
using Xunit;

namespace Keras.Tests;

/// <summary>Configs of constraints are Keras's.</summary>
public sealed class ConstraintConfigTests
{
    public static TheoryData<Constraint, string> Configs => new()
    {
        { new MaxNorm(), """{"max_value":2,"axis":0}""" },
        { new MaxNorm(1.5, [0, 1, 2]), """{"max_value":1.5,"axis":[0,1,2]}""" },
        { new NonNeg(), "{}" },
        { new UnitNorm(-1), """{"axis":-1}""" },
        { new MinMaxNorm(), """{"min_value":0.0,"max_value":1.0,"rate":1.0,"axis":0}""" },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_config_makes_an_equal_one(Constraint constraint, string json)
    {
        Assert.Equal(json, constraint.GetConfig().ToString());
        Constraint read = ConstraintRegistry.Instance.FromConfig(constraint.ClassName, constraint.GetConfig());
        Assert.Equal(json, read.GetConfig().ToString());
    }

    [Theory]
    [InlineData("max_norm", typeof(MaxNorm))]
    [InlineData("min_max_norm", typeof(MinMaxNorm))]
    [InlineData("non_neg", typeof(NonNeg))]
    [InlineData("unit_norm", typeof(UnitNorm))]
    public void A_name_converts_to_the_default(string name, Type type) => Assert.IsType(type, (Constraint)name);

    [Fact]
    public void An_unknown_name_is_told_with_the_known_ones() =>
        Assert.Contains("non_neg", Assert.Throws<UnknownNameException>(() => (Constraint)"min_norm").KnownNames);
}
