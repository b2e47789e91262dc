using Keras.Callbacks;
using Keras.Layers;
using Keras.Metrics;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Metrics of several values, one for each threshold or class, stay lists in evaluations, histories, logs and CSV files.</summary>
public sealed class ValueListTests
{
    private static readonly float[,] X = Toy.Rows(12, 4);
    private static readonly float[,] Y = Toy.OneHot(12, 3);

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void An_evaluation_has_the_values_that_the_metric_computes(JitCompile jitCompile)
    {
        using Sequential model = Model(jitCompile);
        Evaluation result = model.Evaluate(X, Y, verbose: Verbosity.Silent);

        using Tensor predictions = model.Predict(X), truth = Tensor.FromArray(Y);
        foreach (Metric metric in Metrics())
        {
            using Metric alone = metric;
            alone.Update(truth, predictions);
            using Tensor values = alone.Compute();
            Assert.Equal(3, values.Shape.ElementCount);
            Close.Assert([.. values.ToArray<float>().Select(v => (double)v)], result.Values(metric.Name), metric.Name);
        }

        Assert.Equal(["accuracy", "f1_score", "loss", "precision", "r2_score", "true_positives"], result.Logs.Names);
        Assert.Equal(["accuracy", "loss"], result.Logs.Keys);
        Assert.Equal([result["accuracy"]], result.Values("accuracy"));
        Assert.Contains("Values", Assert.Throws<InvalidOperationException>(() => result["precision"]).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => result.Values("recall"));
    }

    [Fact]
    public void A_history_has_a_list_for_each_epoch()
    {
        using Sequential model = Model(JitCompile.Off);
        History history = model.Fit(X, Y, Toy.Silent(3) with { ValidationData = (X, Y) });
        Assert.Equal(3, history.Values("precision").Count);
        Assert.All(history.Values("val_f1_score"), values => Assert.Equal(3, values.Count));
        Assert.Equal(model.Evaluate(X, Y, batchSize: 4, verbose: Verbosity.Silent).Values("r2_score"), history.Values("val_r2_score")[^1]);
        Assert.Equal([.. history["accuracy"].Select(v => (double[])[v])], history.Values("accuracy"));
        Assert.Contains("val_true_positives", history.Keys);
        Assert.Throws<InvalidOperationException>(() => history["precision"]);
    }

    [Fact]
    public void Their_mean_is_printed()
    {
        Logs logs = new() { ["loss"] = 0.5 };
        logs.SetList("p", [0.25, 0.75, 0.5]);
        Assert.Equal("loss: 0.5000 - p: 0.5000", logs.ToString());
    }

    [Fact]
    public void A_CSV_file_has_them_as_Keras_writes_them()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Logs logs = new() { ["loss"] = 1.1256109476089478 };
            logs.SetList("f1", [0, 0.33333328366279602, 0.66666662693023682]);
            logs.SetList("p", [0.35294118523597717, 9.9999997473787516e-06, double.NaN]);
            CsvLogger logger = new(path);
            logger.OnTrainBegin(new());
            logger.OnEpochEnd(0, logs);
            string[] lines = File.ReadAllLines(path);
            Assert.Equal("epoch,f1,loss,p,val_f1,val_loss,val_p", lines[0]);
            Assert.Equal("0,\"\"\"[0.0, 0.33333328, 0.6666666]\"\"\",1.1256109476089478,\"\"\"[0.3529412, 1e-05, nan]\"\"\",NA,NA,NA",
                lines[1]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("val_f1_score")]
    public void A_monitor_on_one_is_refused(string monitor)
    {
        using Sequential model = Model(JitCompile.Off);
        foreach (Callback callback in (Callback[])
        [
            new EarlyStopping { Monitor = monitor, Mode = "max" }, new EarlyStopping { Monitor = monitor },
            new ModelCheckpoint(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".keras")) { Monitor = monitor,
                SaveBestOnly = true, Mode = "max" },
        ])
        {
            ArgumentException error =
                Assert.Throws<ArgumentException>(() => model.Fit(X, Y, Toy.Silent(2, 4, callback) with { ValidationData = (X, Y) }));
            Assert.Contains($"'{monitor}' has 3 values", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_path_takes_none()
    {
        Logs logs = new();
        logs.SetList("precision", [0.25, 0.75]);
        KeyNotFoundException error =
            Assert.Throws<KeyNotFoundException>(() => new Keras.Callbacks.FilePattern("a{precision:.2f}.keras").Format(0, null, logs));
        Assert.Equal("The path 'a{precision:.2f}.keras' needs one value of 'precision', which has 2; take a metric of one value.",
            error.Message);
    }

    [Fact]
    public void A_saved_training_keeps_them()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".keras");
        try
        {
            using Sequential model = Model(JitCompile.Off);
            History history = model.Fit(X, Y, Toy.Silent(2));
            model.Save(path);
            using Model loaded = Keras.Model.Load(path);
            Assert.Equal(history.Values("precision")[^1], loaded.TrainingState.Logs.GetValues("precision"));
            Assert.Equal(history["loss"][^1], loaded.TrainingState.Logs["loss"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Metric[] Metrics() =>
        [new Precision([0.3, 0.5, 0.9]), new F1Score(), new TruePositives([0.1, 0.3, 0.5]), new R2Score(R2Aggregation.None)];

    private static Sequential Model(JitCompile jitCompile)
    {
        Sequential model = new(new Dense(3, "softmax") { InputShape = [4] });
        model.Compile("adam", "categorical_crossentropy", ["accuracy", .. Metrics()], jitCompile: jitCompile);
        return model;
    }
}
