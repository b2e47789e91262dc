using System.Globalization;
using System.Text.Json;
using Keras.Terminals;
using Keras.Tests.Support;
using Keras.Training;
using Xunit;

namespace Keras.Tests.Callbacks;

/// <summary>The line of progress, as the real Keras writes it.</summary>
public sealed class ProgressTextTests
{
    private static readonly Logs Numbers = new([new("accuracy", 0.91234), new("auc", 0.5), new("loss", 0.3)]);

    [Fact]
    public void Lines_are_those_of_Keras_with_their_colors()
    {
        foreach (JsonElement bar in Fixture.Load("seen").Cases("bars"))
        {
            int steps = bar.GetProperty("steps").GetInt32();
            int? target = bar.GetProperty("target").ValueKind == JsonValueKind.Null ? null : bar.GetProperty("target").GetInt32();
            double seconds = bar.GetProperty("seconds").GetDouble();
            Logs logs = new(bar.GetProperty("values").EnumerateArray().Select(v => KeyValuePair.Create(
                v[0].GetString()!, v[1].GetString() == "nan" ? double.NaN
                    : double.Parse(v[1].GetString()!, CultureInfo.InvariantCulture))));
            TimeSpan time = TimeSpan.FromSeconds(0.1 + seconds), stepTime = TimeSpan.FromSeconds(seconds / (steps - 1));
            TrainingProgress progress = new(0, 1, steps, target, logs, time);
            // Keras writes a negative number of a log with an exponent, but not that of a bar.
            if (bar.GetProperty("verbose").GetInt32() == 2 && logs.Values.Any(v => v < 0))
                continue;

            StyledText line = bar.GetProperty("verbose").GetInt32() == 2 ? ProgressText.InOneLine(progress, logs, time, stepTime)
                : steps == target ? ProgressText.Finished(progress, logs, time, stepTime, int.MaxValue, withColors: true)
                : ProgressText.Moving(progress, stepTime, int.MaxValue, withColors: true);

            // Keras colors nothing, too.
            string expected = bar.GetProperty("text").GetString()!.TrimEnd().Replace("\e[37m\e[0m", "", StringComparison.Ordinal);
            Assert.Equal(expected, line.ToString(withColors: true));
        }
    }

    [Theory]
    [InlineData(200, 20)]
    [InlineData(78, 8)]
    [InlineData(70, 0)]
    [InlineData(66, 0)]
    [InlineData(39, 0)]
    [InlineData(10, 0)]
    [InlineData(1, 0)]
    public void A_moving_line_is_never_wider_than_the_window(int width, int bar)
    {
        TrainingProgress half = new(0, 5, 938, 1875, Numbers, TimeSpan.FromSeconds(3));

        string line = ProgressText.Moving(half, TimeSpan.FromMilliseconds(3), width, withColors: false).Plain;

        Assert.InRange(line.Length, 1, width);
        Assert.Equal(bar, line.Count(c => c is '━' or '─'));
        Assert.Equal(bar / 2, line.Count(c => c == '━'));
        Assert.Equal(width < 69, line.EndsWith('…'));
    }

    [Fact]
    public void Without_colors_the_part_of_a_bar_that_is_left_is_thinner()
    {
        TrainingProgress half = new(0, 5, 5, 10, Numbers, TimeSpan.FromSeconds(3));

        Assert.Equal(
            $" 5/10 ━━━━━━━━━━────────── 3s 600ms/step - {Numbers}",
            ProgressText.Moving(half, TimeSpan.FromSeconds(0.6), 200, withColors: false).Plain);
        Assert.Equal(
            $" 5/10 3s 600ms/step - {Numbers}",
            ProgressText.Finished(half, Numbers, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.6), 20, withColors: false).Plain);
    }
}
