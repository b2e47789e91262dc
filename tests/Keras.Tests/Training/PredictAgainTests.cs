using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>A batch like the one before takes a short way through <c>Predict</c>; what changed between them is never overlooked.</summary>
public sealed class PredictAgainTests
{
    private static readonly float[,] Rows = { { 1, 2 }, { 3, 4 } };

    [Fact]
    public void Weights_set_between_are_used()
    {
        using Sequential model = Ones();
        Assert.Equal([3, 7], Predict(model));
        using Tensor kernel = Tensor.Create<float>([10, 1], [2, 1]), bias = Tensor.Create<float>([0], [1]);
        model.SetWeights([kernel, bias]);
        Assert.Equal([12, 34], Predict(model));
    }

    [Fact]
    public void Layers_added_and_removed_between_are_used()
    {
        using Sequential model = Ones();
        Assert.Equal([3, 7], Predict(model));
        model.Add(new Rescaling(2));
        Assert.Equal([6, 14], Predict(model));
        model.Pop();
        Assert.Equal([3, 7], Predict(model));
    }

    [Fact]
    public void Other_kinds_of_batches_between_get_their_own_program()
    {
        using Sequential model = Ones();
        Assert.Equal([3, 7], Predict(model));
        Assert.Equal([3, 7], Predict(model, new double[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal([3, 7], Predict(model));
        Assert.Equal([6, 14], Predict(model, ((Data)Rows).Map(x => x * 2)));
        Assert.Equal([3], Predict(model, new float[,] { { 1, 2 } }));
        Assert.Equal([3, 7], Predict(model));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_as_the_first_time()
    {
        using Sequential model = Ones();
        Predict(model);
        Assert.Throws<ShapeException>(() => model.Predict(new float[,] { { 1, 2, 3 } }));
        Assert.Throws<ShapeException>(() => model.Predict(new float[0, 2]));
        Assert.Equal([3, 7], Predict(model));
    }

    [Fact]
    public void More_rows_than_a_batch_are_cut_into_batches()
    {
        using Sequential model = Ones();
        Predict(model);
        float[,] many = new float[70, 2];
        for (int i = 0; i < 70; i++)
            many[i, 0] = i;
        Assert.Equal(Enumerable.Range(0, 70).Select(i => (float)i), Predict(model, many));
    }

    [Fact]
    public void A_cancelled_call_and_a_disposed_model_do_not_answer()
    {
        Sequential model = Ones();
        Predict(model);
        Assert.Throws<OperationCanceledException>(() => model.Predict(Rows, batchSize: 1, cancellationToken: new(canceled: true)));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Predict(Rows));
    }

    private static Sequential Ones() => new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });

    private static float[] Predict(Model model, Data? rows = null)
    {
        using Tensor output = model.Predict(rows ?? Rows);
        return output.ToArray<float>();
    }
}
