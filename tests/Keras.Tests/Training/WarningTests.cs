using Keras.Callbacks;
using Keras.Layers;
using Keras.Metrics;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// What is allowed and hardly meant is told once, on standard error, unless training is silent, and stands in the history.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class WarningTests
{
    [Fact]
    public void A_mistyped_monitor_is_told_once_with_what_was_meant()
    {
        using Sequential model = Toy.Linear();
        History history = null!;
        string printed = Errors(() => history = model.Fit(Toy.X, Toy.Y, Toy.Silent(6, 4,
            new EarlyStopping { Monitor = "val_los" }) with
        { Verbose = Verbosity.OneLinePerEpoch, ValidationData = (Toy.X, Toy.Y) }));
        string warning = Assert.Single(history.Warnings);
        Assert.Contains("'val_los'", warning, StringComparison.Ordinal);
        Assert.Contains("did you mean 'val_loss'?", warning, StringComparison.Ordinal);
        Assert.Equal(warning + Environment.NewLine, printed);
    }

    [Fact]
    public void Silent_training_prints_nothing()
    {
        using Sequential model = Toy.Linear();
        History history = null!;
        string printed = Errors(() => history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new EarlyStopping { Monitor = "auc" })));
        Assert.Equal("", printed);
        Assert.Contains("'loss', 'mae'", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Models => new()
    {
        { "softmax", "mse", "softmax over axis -1" },
        { "linear", "categorical_crossentropy", "a single class" },
        { "linear categorical_accuracy", "mse", "always the largest" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void An_output_of_one_class_is_told(string activation, string loss, string sentence)
    {
        string[] parts = activation.Split(' ');
        using Sequential model = new(new Dense(1, parts[0]) { InputShape = [2] });
        model.Compile("sgd", loss, [.. parts[1..].Select(m => (Metric)m)]);
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2));
        Assert.Contains(history.Warnings, w => w.Contains(sentence, StringComparison.Ordinal));
        Assert.Equal(history.Warnings.Distinct(), history.Warnings);
    }

    [Fact]
    public void Logits_that_are_none_are_told()
    {
        using Sequential model = new(new Dense(3, "softmax") { InputShape = [4] });
        model.Compile("sgd", new Keras.Losses.CategoricalCrossentropy(fromLogits: true));
        History history = model.Fit(Toy.Rows(6, 4), Toy.OneHot(6, 3), Toy.Silent());
        Assert.Contains("Softmax made them", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_trainable_weights_is_told()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], Trainable = false });
        model.Compile("sgd", "mse");
        Assert.Contains("no trainable weights", Assert.Single(model.Fit(Toy.X, Toy.Y, Toy.Silent()).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_evaluation_prints_nothing_and_tells_its_warnings()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", ["categorical_accuracy"]);
        Evaluation silent = null!, loud = null!;
        Assert.Equal("", Errors(() => silent = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent)));
        Assert.Contains("always the largest", Assert.Single(silent.Warnings), StringComparison.Ordinal);

        model.Compile("sgd", "mse", ["categorical_accuracy"]);
        string printed = Errors(() => loud = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.OneLinePerEpoch));
        Assert.Equal(Assert.Single(loud.Warnings) + Environment.NewLine, printed);
    }

    [Fact]
    public void Warnings_of_single_batches_are_printed_once()
    {
        using Sequential model = new(new Dense(1, "softmax") { InputShape = [2] });
        model.Compile("sgd", "mse");
        string printed = Errors(() =>
        {
            for (int i = 0; i < 3; i++)
                model.TrainOnBatch(Toy.X, Toy.Y);
            model.TestOnBatch(Toy.X, Toy.Y);
        });
        Assert.Contains("softmax over axis -1",
            Assert.Single(printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_warnings_of_an_evaluation_in_a_callback_are_its_own()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse");
        History history = model.Fit(
            Toy.X,
            Toy.Y,
            Toy.Silent(2, 4, new EarlyStopping { Monitor = "missing" },
                Callback.OnEpochEnd((_, _) => Assert.Empty(model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent).Warnings))));
        Assert.Contains("'missing'", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_which_a_count_keeps_whole_numbers_only_are_told()
    {
        using MeanIoU whole = new(2), parts = new(2) { DType = DType.Float32 };
        using Tensor labels = Tensor.Create<int>([0, 1, 1], [3]), weights =
            Tensor.Create<float>([0.5f, 0.25f, 0.25f], [3]), integers = Tensor.Create<int>([1, 2, 3], [3]);
        string printed = Errors(() =>
        {
            for (int i = 0; i < 3; i++)
                whole.Update(labels, labels, weights);
        });
        Assert.Equal($"MeanIoU '{whole.Name}' got weights of float32, of which its state of int64 keeps integers only; "
            + $"give integer weights or DType = DType.Float32.{Environment.NewLine}", printed);
        Assert.Equal("", Errors(() => whole.Update(labels, labels, integers)));
        Assert.Equal("", Errors(() => whole.Update(labels, labels)));
        Assert.Equal("", Errors(() => parts.Update(labels, labels, weights)));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(8, false)]
    public void Regressors_that_leave_nothing_to_adjust_are_told(int regressors, bool isTold)
    {
        using R2Score score = new(numRegressors: regressors);
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", [score]);
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(3));
        Evaluation evaluation = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent);
        foreach (IReadOnlyList<string> warnings in (IReadOnlyList<string>[])[history.Warnings, evaluation.Warnings])
            Assert.Equal(isTold ? [$"R2Score 'r2_score': {regressors} regressors leave nothing to adjust in 10 samples; the result is the "
                + "plain score."] : [], warnings);
        using R2Score alone = new(numRegressors: regressors);
        using Tensor y = Tensor.FromRows(Toy.Y);
        string printed = Errors(() =>
        {
            alone.Update(y, y);
            alone.Compute().Dispose();
            alone.Compute().Dispose();
        });
        Assert.Equal(isTold ? 1 : 0, printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Arguments_without_an_effect_are_told()
    {
        using Sequential model = Toy.Linear();
        Dataset stream = Dataset.FromBatches([(Toy.X, Toy.Y)]);
        FitOptions none = new() { Verbose = Verbosity.Silent }, validated = none with { ValidationData = stream };
        const string Reason = "because a stream has its own batches; leave it out.";
        (History History, string[] Expected)[] trainings =
        [
            (model.Fit(stream, none), []),
            (model.Fit(stream, none with { BatchSize = 5 }), [$"Fit: the batch size of 5 is ignored, {Reason}"]),
            (model.Fit(Toy.X, Toy.Y, validated with { BatchSize = 5 }), []),
            (model.Fit(Toy.X, Toy.Y, validated with { ValidationBatchSize = 6 }),
                [$"Fit: the validation batch size of 6 is ignored, {Reason}"]),
            (model.Fit(stream, validated with { ValidationSplit = 0.5, Shuffle = Shuffle.Batches }),
            [
                "Fit: the shuffling inside of batches is ignored, because a stream has its own batches; shuffle them there.",
                "Fit: the validation split of 0.5 is ignored, because validation data are given; leave one of them out.",
            ]),
        ];
        Assert.All(trainings, t => Assert.Equal(t.Expected, t.History.Warnings));
        Assert.Equal([$"Evaluate: the batch size of 3 is ignored, {Reason}"],
            model.Evaluate(stream, batchSize: 3, verbose: Verbosity.Silent).Warnings);
        Assert.Equal($"Predict: the batch size of 2 is ignored, {Reason}{Environment.NewLine}",
            Errors(() => model.Predict(stream, batchSize: 2).Dispose()));
    }

    [Fact]
    public void Sample_weights_beside_a_dataset_are_refused()
    {
        using Sequential model = Toy.Linear();
        FitOptions options = Toy.Silent() with { SampleWeight = new float[10] };
        foreach (Dataset data in (Dataset[])[Dataset.FromTensors(Toy.X, Toy.Y), Dataset.FromBatches([(Toy.X, Toy.Y)])])
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => model.Fit(data, options));
            Assert.StartsWith("Fit: expected the sample weights in the dataset, got them in the options", refused.Message,
                StringComparison.Ordinal);
        }
    }

    private static string Errors(Action action)
    {
        TextWriter before = Console.Error, output = Console.Out;
        using StringWriter errors = new();
        try
        {
            Console.SetError(errors);
            Console.SetOut(TextWriter.Null);
            action();
        }
        finally
        {
            Console.SetError(before);
            Console.SetOut(output);
        }

        return errors.ToString();
    }
}
