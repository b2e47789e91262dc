using Keras.Core;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// A function of data is known by what it writes: not by the object that a lambda is, and not by what its captured variables once were.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CapturedNumbersTests
{
    private static readonly float[,] X = Toy.Rows(10, 4);

    private static readonly float[,] Y = Toy.OneHot(10, 3);

    [Fact]
    public void A_lambda_that_captures_the_same_number_leads_to_the_same_program()
    {
        using Sequential model = Toy.Classifier();
        for (int i = 0; i < 10; i++)
            Fit(model, 0.5);
        Assert.Equal(2, model.ProgramCount);
    }

    [Fact]
    public void Programs_of_numbers_that_are_gone_are_freed()
    {
        using Sequential model = Toy.Classifier();
        for (int i = 0; i < 40; i++)
            Fit(model, i);
        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();
        for (int i = 40; i < 60; i++)
            Fit(model, i);
        Assert.Equal(before, NativeLeaks.Count());
        Assert.Equal(2 * 60, model.ProgramCount);
    }

    [Fact]
    public void Programs_of_predictions_that_are_gone_are_freed_and_the_recent_ones_kept()
    {
        using Sequential model = Toy.Classifier();
        Predict(model, 0);
        for (int i = 1; i < 30; i++)
        {
            Predict(model, i);
            Predict(model, 0);
        }

        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();
        for (int i = 30; i < 60; i++)
            Predict(model, i);
        Assert.Equal(before, NativeLeaks.Count());
        int written = 0;
        Interleaving.At = point => written += point == "prediction is written" ? 1 : 0;
        try
        {
            for (int i = 59; i > 50; i--)
                Predict(model, i);
            Assert.Equal(0, written);
            Predict(model, 0);
            Assert.Equal(1, written);
        }
        finally
        {
            Interleaving.At = null;
        }
    }

    [Fact]
    public void A_captured_variable_that_changed_is_seen()
    {
        double scale = 1;
        Data x = ((Data)X).Map(rows => rows * scale);
        Dataset mapped = Dataset.FromTensors(X, Y).Map((rows, targets) => (rows * scale, targets));
        using Sequential model = Toy.Classifier();
        foreach (double value in (double[])[1, 3, 0, 1])
        {
            scale = value;
            float[,] scaled = new float[10, 4];
            for (int i = 0; i < scaled.Length; i++)
                scaled[i / 4, i % 4] = X[i / 4, i % 4] * (float)value;
            double expected = model.Evaluate(scaled, Y, verbose: Verbosity.Silent).Loss;
            Assert.Equal(expected, model.Evaluate(x, Y, verbose: Verbosity.Silent).Loss);
            Assert.Equal(expected, model.Evaluate(mapped, verbose: Verbosity.Silent).Loss);
            using Tensor plain = model.Predict(scaled), predicted = model.Predict(x);
            Assert.Equal(plain.ToArray<float>(), predicted.ToArray<float>());
        }
    }

    [Fact]
    public void Two_functions_that_differ_only_in_what_they_return_are_two()
    {
        using Sequential model = Toy.Classifier();
        double first = model.Evaluate(Both(false), verbose: Verbosity.Silent).Loss, second =
            model.Evaluate(Both(true), verbose: Verbosity.Silent).Loss;
        Assert.NotEqual(first, second);

        static Dataset Both(bool doubled) => Dataset.FromTensors(X, Y).Map((rows, targets) =>
        {
            Symbol more = rows * 2, less = rows * 0.25;
            return (doubled ? more : less, targets);
        });
    }

    private static void Predict(Sequential model, double scale) => model.Predict(((Data)X).Map(rows => rows * scale)).Dispose();

    private static void Fit(Sequential model, double scale) =>
        model.Fit(((Data)X).Map(rows => rows * scale), Y, Toy.Silent());
}
