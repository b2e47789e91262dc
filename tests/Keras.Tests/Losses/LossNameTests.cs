using System.Text.Json.Nodes;
using Keras.Losses;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

public class LossNameTests
{
    [Theory]
    [InlineData("mse", "MeanSquaredError")]
    [InlineData("MSE", "MeanSquaredError")]
    [InlineData("mean_squared_error", "MeanSquaredError")]
    [InlineData("MeanSquaredError", "MeanSquaredError")]
    [InlineData("mae", "MeanAbsoluteError")]
    [InlineData("MAPE", "MeanAbsolutePercentageError")]
    [InlineData("msle", "MeanSquaredLogarithmicError")]
    [InlineData("kld", "KLDivergence")]
    [InlineData("bce", "BinaryCrossentropy")]
    [InlineData("log_cosh", "LogCosh")]
    [InlineData("huber", "Huber")]
    public void Keras_names_mean_losses(string name, string className)
    {
        Loss loss = name;
        Assert.Equal(className, loss.ClassName);
    }

    [Fact]
    public void An_unknown_name_suggests_the_nearest()
    {
        UnknownNameException exception = Assert.Throws<UnknownNameException>(() => (Loss)"mean_sqared_error");
        Assert.Contains("mean_squared_error", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CategoricalCrossentropy", """{"name":"cce","reduction":"sum","from_logits":true,"label_smoothing":0.1,"axis":1}""")]
    [InlineData("BinaryCrossentropy", """{"name":"bce","reduction":"mean","from_logits":true,"label_smoothing":0.25,"axis":-1}""")]
    [InlineData("SparseCategoricalCrossentropy", """{"name":"s","reduction":"none","from_logits":false,"ignore_class":255}""")]
    [InlineData("BinaryFocalCrossentropy", """{"name":"b","reduction":"sum","from_logits":false,"label_smoothing":0.5,"axis":-1,"apply_class_balancing":true,"alpha":0.3,"gamma":1.5}""")]
    [InlineData("Tversky", """{"name":"t","reduction":"sum","alpha":0.3,"beta":0.7,"axis":[1,2]}""")]
    [InlineData("Circle", """{"name":"c","reduction":"sum","gamma":64.5,"margin":0.3,"remove_diagonal":false}""")]
    [InlineData("Huber", """{"name":"huber_loss","reduction":"sum_over_batch_size"}""")]
    public void A_config_comes_back_as_it_was(string className, string config)
    {
        Loss loss = LossRegistry.Instance.FromConfig(className, new Config(JsonNode.Parse(config)!.AsObject()));
        Assert.Equal(config, loss.GetConfig().ToString());
    }

    [Fact]
    public void What_Keras_reads_but_does_not_write_is_not_lost() =>
        Assert.Equal("""{"name":"huber_loss","reduction":"sum_over_batch_size","delta":1.5}""", new Huber(1.5).GetConfig().ToString());

    [Fact]
    public void A_reduction_of_null_is_no_reduction()
    {
        Loss loss = LossRegistry.Instance.FromConfig("MeanSquaredError", new Config(JsonNode.Parse("""{"reduction":null}""")!.AsObject()));
        Assert.Equal(Reduction.None, loss.Reduction);
        Assert.Equal(Reduction.SumOverBatchSize, LossRegistry.Instance.FromConfig("MeanSquaredError", new Config()).Reduction);
    }

    [Theory]
    [InlineData(new long[] { 4, 1 }, new long[] { 4, 1 }, "BinaryCrossentropy")]
    [InlineData(new long[] { 4 }, new long[] { 4, 3 }, "SparseCategoricalCrossentropy")]
    [InlineData(new long[] { 4, 1 }, new long[] { 4, 3 }, "SparseCategoricalCrossentropy")]
    [InlineData(new long[] { 4, 3 }, new long[] { 4, 3 }, "CategoricalCrossentropy")]
    public void Crossentropy_is_the_one_that_fits(long[] truth, long[] predictions, string className)
    {
        Loss loss = "crossentropy";
        Assert.Equal(className, loss.Resolve(Shape.Create(truth), Shape.Create(predictions)).ClassName);
    }

    [Fact]
    public void A_function_is_a_loss()
    {
        using Tensor truth = LossProbe.Rows([1], [2]);
        using Tensor predictions = Tensor.Create<float>([2, 4]);
        Loss loss = Loss.From((y, p) => Ops.Mean(Ops.Abs(y - p), -1));
        Assert.Equal(1.5f, LossProbe.Value(loss, truth, predictions));
    }

    [Theory]
    [InlineData("mse", "class indices")]
    [InlineData("categorical_crossentropy", "sparse_categorical_crossentropy")]
    public void Class_numbers_where_rows_are_due_are_refused(string name, string advice)
    {
        using Tensor truth = Tensor.Create<float>([1, 0]);
        using Tensor predictions = LossProbe.Rows([.2f, .7f, .1f], [.5f, .25f, .25f]);
        ShapeException exception = Assert.Throws<ShapeException>(() => LossProbe.Value(name, truth, predictions));
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_where_class_numbers_are_due_are_refused()
    {
        using Tensor rows = LossProbe.Rows([0, 1, 0], [1, 0, 0]);
        ShapeException exception = Assert.Throws<ShapeException>(() => LossProbe.Value("sparse_categorical_crossentropy", rows, rows));
        Assert.Contains("use categorical_crossentropy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossentropy(labelSmoothing: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalGeneralizedCrossEntropy(1));
    }
}
