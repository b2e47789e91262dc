using System.Globalization;
using System.Text.Json;
using Keras.Callbacks;
using Keras.Core;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Numbers in paths are what Python's <c>format</c> makes of them, or are refused where Python refuses (<c>make_formats.py</c>).
/// </summary>
public sealed class FilePatternTests
{
    // What Python knows beyond: integers as characters.
    private static readonly char[] LeftOut = ['c'];
    private static readonly JsonElement Root = Read();

    [Fact]
    public void Each_specification_gives_what_Python_gives_or_is_refused_as_there()
    {
        List<string> wrong = [];
        int given = 0;
        foreach (JsonElement row in Root.GetProperty("cases").EnumerateArray())
        {
            (string type, string value, string specification, string? expected) =
                (row[0].GetString()!, row[1].GetString()!, row[2].GetString()!, row[3].GetString());
            string? got = Format(type, value, specification);
            given += got is null ? 0 : 1;
            if (got != expected && !(got is null && specification.EndsWith(LeftOut[0])))
                wrong.Add($"{type} {value} '{specification}': expected {expected ?? "a refusal"}, got {got ?? "a refusal"}");
        }

        Assert.Empty(wrong);
        Assert.InRange(given, 1000, 3999);
    }

    [Fact]
    public void Each_pattern_gives_the_path_that_Python_gives()
    {
        foreach (JsonProperty pattern in Root.GetProperty("patterns").EnumerateObject())
        {
            string? got;
            try
            {
                got = new FilePattern(pattern.Name).Format(12, null, new() { ["loss"] = 0.1234567 });
            }
            catch (Exception e) when (e is ArgumentException or KeyNotFoundException)
            {
                Assert.Contains(pattern.Name, e.Message, StringComparison.Ordinal);
                got = null;
            }

            // Attributes of numbers and formats in formats are Python's alone.
            if (pattern.Name is not ("{epoch.real}" or "{epoch:{loss}}"))
                Assert.Equal((pattern.Name, pattern.Value.GetString()), (pattern.Name, got));
            else
                Assert.Null(got);
        }
    }

    [Theory]
    [InlineData("{epoch:.2}.keras", "no precision for an integer")]
    [InlineData("{loss:03d}.keras", "a type for floats (e f g %), got d")]
    [InlineData("{val_loss:F2}.keras", "nothing like '2' at position 2")]
    [InlineData("{epoch:D3}.keras", "nothing like 'D' at position 1")]
    [InlineData("{epoch:0.00}.keras", "no precision for an integer")]
    [InlineData("{loss:.99999}.keras", "up to 4096")]
    [InlineData("{epoch.keras", "'{' without '}'")]
    [InlineData("epoch}.keras", "'}' without '{'")]
    [InlineData("{}.keras", "expected a name")]
    [InlineData("{epoch!d}.keras", "expected !s, !r or !a")]
    public void What_Python_does_not_take_is_refused_when_the_callback_is_made(string pattern, string message)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new ModelCheckpoint(pattern));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(pattern, error.Message, StringComparison.Ordinal);
    }

    private static string? Format(string type, string value, string specification)
    {
        try
        {
            PythonFormat format = new(specification);
            return type switch
            {
                "int" => format.Format(long.Parse(value, CultureInfo.InvariantCulture)),
                "float" => format.Format(value switch
                {
                    "inf" => double.PositiveInfinity,
                    "-inf" => double.NegativeInfinity,
                    "nan" => double.NaN,
                    _ => double.Parse(value, CultureInfo.InvariantCulture)
                }),
                _ => format.Format(value),
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonElement Read()
    {
        using JsonDocument document =
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "formats.json")));
        return document.RootElement.Clone();
    }
}
