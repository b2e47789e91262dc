using System.Text.Json;
using Xunit;

namespace Keras.Tests.Support;

public sealed class FixtureTests
{
    [Theory]
    [InlineData("training_curves")]
    [InlineData("losses")]
    [InlineData("metrics")]
    [InlineData("activations")]
    [InlineData("odd_values")]
    [InlineData("class_weights")]
    [InlineData("ctc")]
    [InlineData("regularizers_constraints")]
    [InlineData("initializers")]
    [InlineData("configs")]
    [InlineData("lookback")]
    [InlineData("semantics")]
    [InlineData("summary")]
    public void EveryTopicIsThere(string topic)
    {
        Fixture fixture = Fixture.Load(topic);
        Assert.Equal("3.15.1", fixture.Root.GetProperty("keras").GetString());
        Assert.All(fixture.Names, name => Assert.NotNull(fixture.Array(name)));
        Assert.Same(fixture, Fixture.Load(topic));
    }

    [Fact]
    public void ArraysKeepTypeAndShape()
    {
        Fixture fixture = Fixture.Load("training_curves");
        JsonElement data = fixture.Root.GetProperty("data");
        NpyArray images = fixture.Array(data.GetProperty("images"));
        Assert.Equal([512, 28, 28], images.Shape);
        Assert.Equal(512 * 28 * 28, images.As<byte>().Length);
        Assert.Equal([5f, 0f, 4f, 1f, 9f], fixture.Array("labels").ToSingles()[..5]);
        Assert.Throws<InvalidOperationException>(images.As<float>);
        Assert.Throws<KeyNotFoundException>(() => fixture.Array("no such array"));
    }

    [Fact]
    public void ScalarsAndMissingArraysAreTold()
    {
        Fixture fixture = Fixture.Load("losses");
        JsonElement first = fixture.Cases().First();
        Assert.Null(fixture.ArrayOrNull(first, "sample_weight"));
        Assert.Equal(fixture.Array("c000/y_true"), fixture.ArrayOrNull(first, "y_true"));
        Assert.Contains(fixture.Names, name => fixture.Array(name).Shape.Length == 0);
    }

    [Fact]
    public void NumbersMayBeNotFinite()
    {
        using JsonDocument document = JsonDocument.Parse("""[1.5, "NaN", "Infinity", "-Infinity"]""");
        Assert.Equal([1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity], Fixture.Numbers(document.RootElement));
    }
}
