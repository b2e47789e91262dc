using TensorFlow.Tests.Memory;
using Xunit;

namespace TensorFlow.Tests.SavedModels;

public sealed class SavedModelTests : NativeTest
{
    [Fact]
    public void Signatures_tell_names_types_and_shapes()
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        Assert.Equal(["serve", "serving_default"], model.Signatures.Keys.Order());
        SavedModelSignature signature = model.Signatures[SavedModel.DefaultSignature];
        Assert.Equal("tensorflow/serving/predict", signature.MethodName);
        Assert.Equal(new TensorSpec(DType.Float32, [-1, 4]), signature.Inputs["features"]);
        Assert.Equal(new TensorSpec(DType.Int32, [-1, 1]), signature.Inputs["category"]);
        Assert.Equal(new TensorSpec(DType.Float32, [-1, 3]), signature.Outputs["classes"]);
        Assert.Equal(
            "serving_default(category: int32 [?, 1], features: float32 [?, 4]) -> (classes: float32 [?, 3], score: float32 [?, 1])",
                signature.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(KerasExport.Rows)]
    public void What_Keras_exported_gives_what_Keras_predicts(int rows)
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        Dictionary<string, Tensor> inputs = KerasExport.Inputs(rows);
        foreach (string signature in model.Signatures.Keys)
        {
            IReadOnlyDictionary<string, Tensor> outputs = model.Run(inputs, signature);
            foreach ((string key, Tensor output) in outputs)
                Assert.All(KerasExport.Floats(key).Zip(output.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
            Assert.Equal([rows, 3L], outputs["classes"].Shape);
            outputs.Dispose();
        }

        inputs.Dispose();
    }

    [Fact]
    public void Threads_run_it_at_once()
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        _ = Parallel.For(0, 64, _ =>
        {
            Dictionary<string, Tensor> inputs = KerasExport.Inputs();
            IReadOnlyDictionary<string, Tensor> outputs = model.Run(inputs);
            Assert.All(KerasExport.Floats("score").Zip(outputs["score"].ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
            outputs.Dispose();
            inputs.Dispose();
        });
    }

    [Fact]
    public void Two_of_one_directory_do_not_disturb_each_other()
    {
        using SavedModel one = SavedModel.Load(KerasExport.Directory);
        using (SavedModel.Load(KerasExport.Directory))
        {
        }

        Dictionary<string, Tensor> inputs = KerasExport.Inputs();
        one.Run(inputs).Dispose();
        inputs.Dispose();
    }

    [Fact]
    public void Misuse_is_told_before_the_library_is_called()
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        Dictionary<string, Tensor> inputs = KerasExport.Inputs();
        using Tensor wrongType = Tensor.Create<long>([1, 2], [2, 1]);
        using Tensor wrongShape = Tensor.Create<int>([1, 2]);
        Assert.Contains("it has 'serve', 'serving_default'",
            Assert.Throws<ArgumentException>(() => model.Run(inputs, "train")).Message, StringComparison.Ordinal);
        Assert.Contains("has no input 'x'",
            Assert.Throws<ArgumentException>(() => model.Run(With("x", wrongType))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected int32 [?, 1], got int64 [2, 1]",
                Assert.Throws<ArgumentException>(() => model.Run(With("category", wrongType))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected int32 [?, 1], got int32 [2]",
                Assert.Throws<ArgumentException>(() => model.Run(With("category", wrongShape))).Message, StringComparison.Ordinal);
        Assert.Contains("one input and one output",
            Assert.Throws<ArgumentException>(() => model.Run(wrongShape)).Message, StringComparison.Ordinal);
        Dictionary<string, Tensor> missing = new(inputs);
        _ = missing.Remove("features");
        Assert.Contains("'features', which is missing",
            Assert.Throws<ArgumentException>(() => model.Run(missing)).Message, StringComparison.Ordinal);
        inputs.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(inputs));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(inputs));

        Dictionary<string, Tensor> With(string key, Tensor tensor) => new(inputs) { [key] = tensor };
    }

    [Fact]
    public void A_computation_that_fails_throws_the_typed_exception()
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        Dictionary<string, Tensor> inputs = KerasExport.Inputs(1);
        using Tensor outside = Tensor.Create<int>([1000], [1, 1]);
        using Tensor inside = inputs["category"];
        inputs["category"] = outside;
        Assert.Throws<InvalidArgumentException>(() => model.Run(inputs));
        inputs.Dispose();
    }

    [Fact]
    public void Everything_is_freed_without_the_collector() => LeakGate.AssertDisposes(() =>
    {
        using SavedModel model = SavedModel.Load(KerasExport.Directory);
        Dictionary<string, Tensor> inputs = KerasExport.Inputs();
        model.Run(inputs).Dispose();
        Assert.Throws<ArgumentException>(() => model.Run(inputs, "train"));
        inputs.Dispose();
    });
}
