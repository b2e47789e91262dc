using Keras.Callbacks;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>What is printed while a model trains.</summary>
public sealed class ProgressTextTests
{
    private static readonly Logs Numbers = new([new("accuracy", 0.91234), new("auc", 0.5), new("loss", 0.3)]);

    [Theory]
    [InlineData(0.0000005, "0 µs")]
    [InlineData(0.00085, "850 µs")]
    [InlineData(0.0024, "2.4 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(0.00099999, "1.0 ms")]
    [InlineData(0.00997, "10 ms")]
    [InlineData(0.9999, "1.0 s")]
    [InlineData(9.97, "10 s")]
    [InlineData(59.7, "1 min 00 s")]
    [InlineData(3599.8, "1 h 00 min")]
    [InlineData(1.24, "1.2 s")]
    [InlineData(44.7, "45 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(7380, "2 h 03 min")]
    [InlineData(180000, "2 d 02 h")]
    public void TimesHaveTheUnitThatPeopleWouldTake(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(200, 20)]
    [InlineData(90, 10)]
    [InlineData(84, 0)]
    [InlineData(79, 0)]
    [InlineData(39, 0)]
    [InlineData(10, 0)]
    [InlineData(1, 0)]
    public void AMovingLineIsNeverWiderThanTheWindow(int width, int bar)
    {
        string line = ProgressText.Moving(new(0, 5, 938, 1875, Numbers, TimeSpan.FromSeconds(3)), width);
        Assert.InRange(line.Length, 1, width);
        Assert.Equal(bar, line.Count(c => c is '━' or '─'));
        Assert.Equal(bar / 2, line.Count(c => c == '━'));
        Assert.Equal(width < 79, line.EndsWith('…'));
    }

    [Fact]
    public void TheLineOfAnEpochSaysWhereItIsAndItsNumbers()
    {
        TrainingProgress half = new(0, 5, 938, 1875, Numbers, TimeSpan.FromSeconds(3)), whole = half with { Step = 1875 };
        Assert.Equal($"Epoch 1/5  938/1875 ━━━━━━━━━━──────────  3.0 s left - {Numbers}", ProgressText.Moving(half, 120));
        Assert.Equal($"Epoch 1/5  938  3.0 s, 3.2 ms/step - {Numbers}", ProgressText.Moving(half with { Steps = null }, 120));
        Assert.Equal($"Epoch 1/5  1875/1875 ━━━━━━━━━━━━━━━━━━━━  3.0 s, 1.6 ms/step - {Numbers}",
            ProgressText.Finished(whole, Numbers, int.MaxValue));
        // In full, though the window is narrow.
        Assert.Equal($"Epoch 1/5  1875/1875  3.0 s, 1.6 ms/step - {Numbers}", ProgressText.Finished(whole, Numbers, 39));
    }
}
