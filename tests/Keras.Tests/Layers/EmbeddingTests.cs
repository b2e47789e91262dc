using Keras.Layers;
using Keras.Optimizers;
using Keras.Tracing;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

public sealed class EmbeddingTests
{
    [Fact]
    public void The_gradient_by_the_table_is_rows()
    {
        using Graph graph = new();
        using TraceContext trace = new(graph);
        using Embedding embedding = new(1_000_000, 128);
        Symbol output = embedding.Apply(graph.Placeholder(DType.Int32, [8, 3]), new CallContext(training: true));
        Gradient? gradient = WeightGradients.Of(Ops.Sum(output * output), embedding.TrainableWeights)[0];
        Assert.NotNull(gradient!.Value.Rows);
        Assert.Equal([24, 128], gradient.Value.Values.Shape);
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void Only_rows_of_the_batch_change(JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The native library has no XLA compiler.");
        using Sequential model = new(new Embedding(50, 4) { InputShape = [2] }, new Flatten(), new Dense(1));
        model.Compile(new SGD(0.5), "mse", jitCompile: jitCompile);
        using Tensor before = model.Weights[0].Read();
        _ = model.Fit(new int[,] { { 3, 7 }, { 7, 49 } }, new float[,] { { 1 }, { 2 } }, verbose: Verbosity.Silent);
        using Tensor after = model.Weights[0].Read();
        float[] old = before.ToArray<float>(), now = after.ToArray<float>();
        int[] changed = [.. Enumerable.Range(0, 50).Where(row => Enumerable.Range(row * 4, 4).Any(i => old[i] != now[i]))];
        Assert.Equal([3, 7, 49], changed);
    }

    [Fact]
    public void Indices_out_of_range_are_told_before_training()
    {
        using Sequential model = new(new Embedding(5, 4) { InputShape = [2], Name = "words" }, new Flatten(), new Dense(1));
        model.Compile("adam", "mse");
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => model.Fit(new int[,] { { 0, 4 }, { 5, 1 } }, new float[,] { { 1 }, { 2 } }, verbose: Verbosity.Silent));
        Assert.Contains("Fit: Embedding 'words' expected indices from 0 to 4, got 5 in sample 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => model.Evaluate(new int[,] { { 0, -6 } }, new float[,] { { 1 } }, verbose: Verbosity.Silent));
        // As in Keras: negative indices count from the end.
        _ = model.Evaluate(new int[,] { { 0, -5 } }, new float[,] { { 1 } }, verbose: Verbosity.Silent);
    }

    [Fact]
    public void Zeros_are_masked()
    {
        using Sequential model = new(
            new Embedding(5, 2) { InputShape = [3], MaskZero = true, EmbeddingsInitializer = "ones" }, new GlobalAveragePooling1D());
        using Tensor p = model.Predict(new int[,] { { 1, 2, 0 }, { 3, 0, 0 } });
        Assert.Equal([1f, 1f, 1f, 1f], p.ToArray<float>());
    }

    [Fact]
    public void A_low_rank_adaptation_keeps_its_alpha_where_Keras_forgets_it()
    {
        using Embedding embedding = new(5, 4) { LoraRank = 2, LoraAlpha = 6 };
        embedding.BuildFor([1, 3]);
        Assert.Equal(6, embedding.LoraAlpha);
        Assert.Equal(["embeddings", "lora_embeddings_a", "lora_embeddings_b"], embedding.Weights.Select(w => w.Name));
        Assert.Equal(["lora_embeddings_a", "lora_embeddings_b"], embedding.TrainableWeights.Select(w => w.Name));
    }
}
