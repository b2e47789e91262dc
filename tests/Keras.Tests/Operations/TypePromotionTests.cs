using System.Text.Json;
using Keras.Operations;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Types meet as in <c>keras.backend.result_type</c>: every pair, and Python's numbers, which are weak.</summary>
public sealed class TypePromotionTests
{
    private static readonly JsonElement Recorded = OpFixture.Root.GetProperty("promotion");

    [Fact]
    public void Of_every_pair()
    {
        List<string> differences = [];
        foreach (JsonProperty left in Recorded.GetProperty("pairs").EnumerateObject())
        {
            foreach (JsonProperty right in left.Value.EnumerateObject())
            {
                string? expected = right.Value.GetString();
                string? actual = expected is null ? null : TypePromotion.Result(Type(left.Name), Type(right.Name)).StandardName;
                if (expected is null)
                    Assert.Throws<ArgumentException>(() => TypePromotion.Result(Type(left.Name), Type(right.Name)));
                else if (actual != expected)
                    differences.Add($"{left.Name} and {right.Name}: expected {expected}, got {actual}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Of_one_alone() => Assert.All(
        Recorded.GetProperty("single").EnumerateObject(), s =>
            Assert.Equal(s.Value.GetString(), TypePromotion.Result(Type(s.Name)).StandardName));

    [Fact]
    public void Of_strings_there_is_none() => Assert.Contains(
        "string", Assert.Throws<ArgumentException>(() => TypePromotion.Result(DType.String, DType.Float32)).Message,
            StringComparison.Ordinal);

    private static PromotedType Type(string name) => name switch
    {
        "int" => PromotedType.WeakInteger,
        "float" => PromotedType.WeakFloat,
        _ => DTypes.Parse(name),
    };
}
