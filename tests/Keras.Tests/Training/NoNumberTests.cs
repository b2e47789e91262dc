using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Weights of samples, classes and losses that are no numbers are told by name before anything is trained with them; Keras trains, and
/// every weight of the model becomes NaN.
/// </summary>
public sealed class NoNumberTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Weights_that_are_no_numbers_are_told_and_nothing_is_trained(float wrong, string text)
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        float[] before = Toy.Values(model);
        float[] weights = [1, 1, 1, wrong, 1, 1, 1, 1, 1, 1];
        double[] wide = [.. weights.Select(w => (double)w)];
        Batch[] batches = [new(Toy.X, Toy.Y, new float[10]), new(Toy.X, Toy.Y, weights)];
        Dictionary<int, float> classes = new() { [0] = 1, [3] = wrong };

        string row = $"expected finite sample weights, got {text} in sample 3; "
            + "give such a sample the weight 0 to ignore it.";
        string batch = row.Replace("sample 3", "sample 3 of batch 1", StringComparison.Ordinal);
        string number = $"expected finite class weights, got {text} for class 3; give such a class the weight 0 to ignore it.";
        AssertTold("Fit: " + row, () => model.Fit(Toy.X, Toy.Y, Toy.Silent() with { SampleWeight = weights }));
        AssertTold("Fit: " + row, () => model.Fit(Toy.X, Toy.Y, Toy.Silent() with { SampleWeight = wide }));
        AssertTold("Fit, validation data: " + row,
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent() with { ValidationData = (Toy.X, Toy.Y, weights) }));
        AssertTold("Fit: " + batch, () => model.Fit(Dataset.FromBatches(batches), Toy.Silent()));
        AssertTold("Fit: " + number, () => model.Fit(Toy.X, Toy.Y, Toy.Silent() with { ClassWeight = classes }));
        AssertTold("TrainOnBatch: " + row, () => model.TrainOnBatch(Toy.X, Toy.Y, weights));
        AssertTold("TrainOnBatch: " + number, () => model.TrainOnBatch(Toy.X, Toy.Y, classWeight: classes));
        AssertTold("TestOnBatch: " + row, () => model.TestOnBatch(Toy.X, Toy.Y, weights));
        AssertTold("Evaluate: " + row, () => model.Evaluate(Toy.X, Toy.Y, sampleWeight: weights, verbose: Verbosity.Silent));
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void Weights_that_a_function_makes_are_told_too()
    {
        using Sequential model = Toy.Linear();
        Data weights = new float[10];
        AssertTold("Fit: expected finite sample weights, got NaN in sample 0;",
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent() with { SampleWeight = weights.Map(w => w / w) }));
    }

    /// <summary>They turn the gradient round, which policies are trained with.</summary>
    [Fact]
    public void Weights_below_zero_are_allowed_as_in_Keras()
    {
        using Sequential model = Toy.Linear();
        float[] weights = [.. Enumerable.Range(0, 10).Select(i => i - 5f)];
        Assert.True(float.IsFinite((float)model.Fit(Toy.X, Toy.Y, Toy.Silent() with { SampleWeight = weights })["loss"][0]));
    }

    [Fact]
    public void Weights_of_losses_that_are_no_numbers_are_told()
    {
        const string sentence = "Compile: expected a finite number as lossWeights, got NaN.";
        AssertTold(sentence, () => _ = new OutputLossWeights { ["odd"] = double.NaN });
        AssertTold(sentence, () => { OutputLossWeights one = double.NaN; });
        AssertTold(sentence, () => { OutputLossWeights list = [1, double.NaN]; });
    }

    private static void AssertTold(string sentence, Action action) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);
}
