using System.Text;
using System.Text.Json;
using Keras.Core;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>JSON as Python reads and writes it.</summary>
public sealed class PythonJsonTests
{
    /// <summary>What Python's <c>repr</c> gives.</summary>
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(2.0, "2.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(120.0, "120.0")]
    [InlineData(12.25, "12.25")]
    [InlineData(0.00123, "0.00123")]
    [InlineData(-1.25e-9, "-1.25e-09")]
    [InlineData(12345678901234567890.0, "1.2345678901234567e+19")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.10000000149011612, "0.10000000149011612")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1234567890123456.8, "1234567890123456.8")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.NaN, "NaN")]
    public void Floats_are_written_as_Python_does_and_read_again(double value, string text)
    {
        Assert.Equal($$"""{"value":{{text}}}""", new Config().Set("value", value).ToString());
        Assert.Equal(value, new Config(Parse($$"""{"value": {{text}}}""")).GetDouble("value"));
    }

    [Fact]
    public void Words_in_strings_stay() =>
        Assert.Equal("""{"NaN": "Infinity \"NaN, -Infinity", "a": [NaN, -Infinity]}""", PythonJson.Write(Parse("""{"NaN":"Infinity \"NaN, -Infinity","a":[NaN,-Infinity]}""")));

    [Fact]
    public void Other_letters_are_escaped() => Assert.Equal(
        """{"\u00e9": "\ud83d\ude00\u007f/<>&'\b\f\u0001"}""", PythonJson.Write(Parse("{\"é\": \"😀\u007f/<>&'\\b\\f\\u0001\"}")));

    [Theory]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("""{"a": NaNa}""")]
    [InlineData("""{"a": -NaN}""")]
    [InlineData("""{"a": 1Infinity}""")]
    [InlineData("""{"a": "Infinity""")]
    public void What_is_no_JSON_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Parse(text));

    [Fact]
    public void What_nests_too_deeply_is_refused() =>
        Assert.ThrowsAny<JsonException>(() => Parse($$"""{"a": {{new string('[', 200)}}{{new string(']', 200)}}}"""));

    private static System.Text.Json.Nodes.JsonObject Parse(string text) => PythonJson.Parse(Encoding.UTF8.GetBytes(text));
}
