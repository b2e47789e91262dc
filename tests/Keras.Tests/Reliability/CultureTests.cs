using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Reliability;

/// <summary>What is written and printed is the same in every language: with a comma for the point, another minus, other
/// separators.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CultureTests
{
    [Fact]
    public void TextsAndFilesDoNotDependOnTheCulture()
    {
        string usual = In(CultureInfo.InvariantCulture);

        Assert.Equal(usual, In(WithComma()));
    }

    /// <summary>What .NET adds by itself, "Actual value was …", is in the program's culture.</summary>
    [Fact]
    public void FractionsInTheMessagesOfExceptionsDoNotDependOnTheCulture()
    {
        Action[] wrong =
        [
            () => _ = new Dropout(1.5), () => _ = new Dropout(double.NaN), () =>
                _ = new SGD(-0.25), () => _ = new SGD(momentum: 1.5), () => _ = new Adam(-0.5),
            () => _ = new L2(-0.5), () => _ = new Keras.Losses.CategoricalCrossentropy(labelSmoothing: -0.5), () =>
                _ = new Keras.Metrics.Precision([1.5]),
            () => _ = new Keras.Initializers.RandomUniform(0.5, 0.25), () =>
                _ = new Keras.Constraints.MaxNorm(-0.5), () => _ = new LeakyReLU(-0.5),
            () => new FitOptions { ValidationSplit = 1.5 }.Check(), () => _ = new Keras.Losses.Huber(-0.5),
        ];
        string[] Messages() => [.. wrong.Select(w => Record.Exception(w)?.Message.Split(Environment.NewLine)[0] ?? "nothing")];
        string[] usual = In(CultureInfo.InvariantCulture, Messages);
        Assert.Contains("Dropout: expected a rate in [0, 1], got 1.5. (Parameter 'rate')", usual);
        Assert.Equal(usual, In(WithComma(), Messages));
    }

    private static string In(CultureInfo culture) => In(culture, EverythingWritten);

    private static T In<T>(CultureInfo culture, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo WithComma()
    {
        CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.NumberFormat.NegativeSign = "\u2212";
        other.NumberFormat.PercentDecimalSeparator = ",";
        other.NumberFormat.NaNSymbol = "keine Zahl";
        return other;
    }

    private static string EverythingWritten()
    {
        using TemporaryPath folder = new("");
        Directory.CreateDirectory(folder.Value);
        StringBuilder text = new();
        Runtime.Seed = 5;
        using Sequential model = new(
            new Dense(3, "relu") { InputShape = [4], KernelRegularizer = new L2(0.0125f), Name = "first" },
            new Dropout(0.25f) { Name = "second" },
            new Dense(1) { Name = "third" })
        {
            Name = "model",
        };
        model.Compile(new Adam(0.0015f), "mse", ["mae"], jitCompile: JitCompile.Off);
        History history = model.Fit(
            new float[,] { { 1, 2, 3, -4 }, { 4, 3, 2, -1 } },
            new float[,] { { 1000.5f }, { -2 } },
            new FitOptions
            {
                Epochs = 2,
                Seed = 3,
                Verbose = Verbosity.Silent,
                Callbacks = [new CsvLogger(Path.Combine(folder.Value, "log.csv")),
                    new ModelCheckpoint(Path.Combine(folder.Value, "{epoch:02d}-{loss:.3f}.keras"))],
            });
        // An input layer is numbered through the process.
        text.AppendLine(Regex.Replace(model.ToJson(), @"input_layer_\d+", "input_layer"));
        text.Append(model.SummaryText());
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{model.Evaluate(new float[2, 4], new float[2, 1], verbose: Verbosity.Silent).Logs}");
        foreach (string file in Directory.EnumerateFiles(folder.Value).Order(StringComparer.Ordinal))
            text.AppendLine(Path.GetFileName(file));
        text.AppendLine(File.ReadAllText(Path.Combine(folder.Value, "log.csv")));
        text.AppendLine(string.Join(' ', history.Warnings));
        using (Model loaded = Model.Load(Directory.EnumerateFiles(folder.Value, "*.keras").First()))
            text.AppendLine(CultureInfo.InvariantCulture, $"{loaded.Optimizer.LearningRate}");
        return text.ToString();
    }
}
