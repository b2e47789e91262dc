using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>A copy that a call makes of an array is freed when the call ends, and not when the garbage collector comes by.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CopiesTests
{
    private static readonly float[,] X = Toy.Rows(10, 4);

    private static readonly float[,] Y = Toy.OneHot(10, 3);

    private static readonly float[] Weights = [.. Enumerable.Repeat(2f, 10)];

    private static readonly Dictionary<string, Action<Model>> Calls = new()
    {
        ["fit"] = m => m.Fit(X, Y, Toy.Silent()),
        ["fit, weighted"] = m => m.Fit(X, Y, Toy.Silent() with { SampleWeight = Weights }),
        ["fit, split"] = m => m.Fit(X, Y, Toy.Silent() with { ValidationSplit = 0.2 }),
        ["fit, validated"] = m => m.Fit(X, Y, Toy.Silent(2) with { ValidationData = (X, Y) }),
        ["fit, mapped"] = m => m.Fit(((Data)X).Map(x => x * 2).Cast(DType.Float32), Y, Toy.Silent()),
        ["fit, categorical"] = m => m.Fit(X, ((Data)new int[10]).ToCategorical(3), Toy.Silent()),
        ["fit, stream"] = m => m.Fit(Dataset.FromBatches(Enumerable.Repeat((X, Y), 3)), Toy.Silent()),
        ["evaluate"] = m => m.Evaluate(X, Y, verbose: Verbosity.Silent),
        ["evaluate, dataset"] = m => m.Evaluate(Dataset.FromTensors(X, Y, Weights), verbose: Verbosity.Silent),
        ["train on batch"] = m => m.TrainOnBatch(X, Y, Weights),
        ["test on batch"] = m => m.TestOnBatch(X, Y),
        ["predict"] = m => m.Predict(X).Dispose(),
        ["predict, batches"] = m => m.Predict(X, batchSize: 3).Dispose(),
        ["predict on batch"] = m => m.PredictOnBatch(X).Dispose(),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_freed_with_the_call(string call)
    {
        using Sequential model = Toy.Classifier();
        Calls[call](model);
        IReadOnlyDictionary<string, long> before = Runtime.LiveNativeObjects;
        Calls[call](model);
        IReadOnlyDictionary<string, long> after = Runtime.LiveNativeObjects;

        // A collection meanwhile can only make the second count smaller.
        Assert.InRange(after.GetValueOrDefault("TF_Tensor"), 0, before.GetValueOrDefault("TF_Tensor"));
        Assert.InRange(after.GetValueOrDefault("TFE_TensorHandle"), 0, before.GetValueOrDefault("TFE_TensorHandle"));
    }

    [Fact]
    public void Are_made_again_where_data_are_used_again()
    {
        using Sequential model = Toy.Classifier();
        Data x = X, y = Y;
        double first = model.Evaluate(x, y, verbose: Verbosity.Silent).Loss;
        Assert.Equal(first, model.Evaluate(x, y, verbose: Verbosity.Silent).Loss);
        Assert.Equal(X.Cast<float>(), x.ToTensor().ToArray<float>());
    }

    [Fact]
    public void That_were_handed_out_stay()
    {
        using Sequential model = Toy.Classifier();
        Data x = X;
        using Tensor tensor = x.ToTensor();
        _ = model.Evaluate(x, Y, verbose: Verbosity.Silent);
        Assert.Equal(X.Cast<float>(), tensor.ToArray<float>());
    }

    [Fact]
    public void Are_shared_by_runs_at_the_same_time()
    {
        Data x = X, y = Y;
        using Sequential outer = Toy.Classifier(), inner = Toy.Classifier();
        double expected = inner.Evaluate(X, Y, verbose: Verbosity.Silent).Loss;
        List<double> losses = [];
        Callback evaluates = Callback.OnEpochEnd((_, _) => losses.Add(inner.Evaluate(x, y, verbose: Verbosity.Silent).Loss));
        outer.Fit(x, y, Toy.Silent(3, 4, evaluates));
        Assert.Equal(Enumerable.Repeat(expected, 3), losses);
    }

    [Fact]
    public void Tensors_of_the_users_are_the_users()
    {
        using Tensor x = Tensor.FromArray(X), y = Tensor.FromArray(Y);
        using Sequential model = Toy.Classifier();
        model.Fit(x, y, Toy.Silent());
        model.Fit(Dataset.FromBatches(Enumerable.Repeat((x, y), 2)), Toy.Silent());
        Assert.Equal(X.Cast<float>(), x.ToArray<float>());
    }
}
