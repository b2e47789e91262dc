using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Data come as people hold them: arrays of arrays, lists, sequences; each form trains the model that the rectangular array trains.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DataFormTests
{
    private static readonly float[][] Rows = [.. Enumerable.Range(0, 10).Select(i => new[] { Toy.X[i, 0], Toy.X[i, 1] })];
    private static readonly float[] Targets = [.. Enumerable.Range(0, 10).Select(i => Toy.Y[i, 0])];
    private static readonly float[] Weights = [.. Enumerable.Range(0, 10).Select(i => i / 10f)];

    public static TheoryData<string> Forms() =>
    [
        "jagged", "list", "sequence", "sequence and array", "array and sequence", "sequence and data",
            "list of lists", "list of doubles", "tuple", "tuple of sequences",
        "batches", "options", "in the background",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void EachFormTrainsAlike(string form)
    {
        using Sequential expected = Model(), model = Model();
        expected.Fit(Toy.X, Targets, Toy.Silent());
        Fit(model, form);
        Assert.Equal(Toy.Values(expected), Toy.Values(model),
            form.Contains("double", StringComparison.Ordinal) ? (a, b) => Math.Abs(a - b) < 1e-6 : (a, b) => a == b);
    }

    [Fact]
    public void SequencesAreEvaluatedAndPredicted()
    {
        using Sequential model = Model();
        double expected = model.Evaluate(Toy.X, Targets, verbose: Verbosity.Silent).Loss;
        Assert.Equal(expected, model.Evaluate(Rows.Select(r => r), Targets.Select(t => t), verbose: Verbosity.Silent).Loss);
        Assert.Equal(expected, model.Evaluate(Rows.Select(r => r), Targets, verbose: Verbosity.Silent).Loss);
        Assert.Equal(expected, model.TestOnBatch(Rows.Select(r => r), Targets.Select(t => t)).Loss, 1e-6);
        Assert.Equal(expected, model.TrainOnBatch(Rows.ToList(), Targets.Select(t => t)).Loss, 1e-6);
        using Tensor rectangular = model.Predict(Toy.X);
        using Tensor sequence = model.Predict(Rows.Select(r => r));
        using Tensor list = model.Predict(Rows.ToList());
        using Tensor batch = model.PredictOnBatch(Rows.Select(r => r));
        foreach (Tensor prediction in new[] { sequence, list, batch })
            Assert.Equal(rectangular.ToArray<float>(), prediction.ToArray<float>());
    }

    [Theory]
    [InlineData("tuple")]
    [InlineData("weighted tuple")]
    [InlineData("sequences")]
    [InlineData("weighted sequences")]
    [InlineData("dataset")]
    [InlineData("batches")]
    public void ValidationDataComeInTheSameForms(string form)
    {
        using Sequential model = Model();
        Dataset validation = form switch
        {
            "tuple" => (Rows, Targets),
            "weighted tuple" => (Toy.X, Targets, Weights),
            "sequences" => (Rows.Select(r => r), Targets.Select(t => t)),
            "weighted sequences" => (Rows.Select(r => r), Targets, Weights.Select(w => w)),
            "dataset" => Dataset.FromTensors(Rows, Targets),
            _ => Dataset.FromBatches([(Rows[..5], Targets[..5], Weights[..5]), (Rows[5..], Targets[5..], Weights[5..])]),
        };
        History history = model.Fit(Toy.X, Targets, Toy.Silent() with { ValidationData = validation });
        bool weighted = form.Contains("weighted", StringComparison.Ordinal) || form == "batches";
        double expected = model.Evaluate(Toy.X, Targets, sampleWeight: weighted ? Weights : null, verbose: Verbosity.Silent).Loss;
        Assert.Equal(expected, history["val_loss"][0], 1e-6);
    }

    [Fact]
    public void ATupleMayHaveWeights()
    {
        using Sequential expected = Model(), tuple = Model(), sequences = Model();
        expected.Fit(Toy.X, Targets, Toy.Silent() with { SampleWeight = Weights });
        tuple.Fit((Toy.X, Targets, Weights), Toy.Silent());
        sequences.Fit((Rows.Select(r => r), Targets.Select(t => t), Weights.Select(w => w)), Toy.Silent());
        Assert.Equal(Toy.Values(expected), Toy.Values(tuple));
        Assert.Equal(Toy.Values(expected), Toy.Values(sequences));
    }

    [Fact]
    public void OtherElementTypesAreKept()
    {
        Assert.Equal(DType.Float64, ((Data)new double[][] { [1, 2] }).DType);
        Assert.Equal(DType.Int32, ((Data)new List<int[]> { new[] { 1, 2 } }).DType);
        Assert.Equal(DType.UInt8, Data.FromRows(new List<byte[]> { new byte[] { 1 } }).DType);
        Assert.Equal(DType.Int64, ((Data)new List<long> { 1 }).DType);
        Assert.Equal([1, 2, 2], Data.FromRows(new float[][][] { [[1, 2], [3, 4]] }).Shape);
        Assert.Equal([1, 2, 1], Data.FromRows(new List<float[,]> { new float[2, 1] }).Shape);
        Assert.Equal(DType.Bool, ((Data)System.Numerics.Tensors.Tensor.Create<bool>([true, false])).DType);
        Assert.Equal([2], Data.From(new List<int> { 1, 2 }).Shape);
    }

    [Fact]
    public void UnequalRowsAreRefusedByNumber()
    {
        using Sequential model = Model();
        Refused(() => model.Fit(new float[][] { [1, 2], [3, 4], [5] }, new float[3]), "got float32 [1] in row 2");
        Refused(() => model.Fit(new List<float[]> { new float[] { 1, 2 }, new float[] { 1, 2, 3 } }, new float[2]),
            "got float32 [3] in row 1");
        Refused(() => model.Predict(Rows.Take(3).Append([1f])), "got float32 [1] in row 3");
        Refused(() => model.Fit(Rows.Take(2).Append(null!), new float[3]), "got null in row 2");
        Refused(() => model.Predict(Enumerable.Empty<float[]>()), "at least one row");
        Refused(() => model.Fit((Rows.Take(3).Append([1f]), Targets.Take(4)), Toy.Silent()),
            "The inputs: Expected float32 [2] as in row 0, got float32 [1] in row 3");
        Refused(() => model.Fit(Rows, Targets[..9]), "as many targets as inputs");

        static void Refused(Action action, string part) =>
            Assert.Contains(part, Assert.Throws<ShapeException>(action).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Recorded from Keras 3.15.1: fit(x, y) of one epoch at batch size 2, SGD(0.01), mse, kernel 0.5 and bias 0, x = [1, 2, 3, 4], y = 2x.
    /// </summary>
    [Fact]
    public void NumbersAreSamplesOfOneFeatureAsInKeras()
    {
        float[] x = [1, 2, 3, 4], y = [2, 4, 6, 8];
        using Sequential model = new(new Dense(1) { InputShape = [1], KernelInitializer = Initializer.Constant(0.5) });
        model.Compile(new SGD(0.01), "mse", jitCompile: JitCompile.Off);
        History history = model.Fit(x, y, Toy.Silent(batchSize: 2));
        Assert.Equal(15.28048038482666, history["loss"][0], 1e-5);
        using Tensor prediction = model.Predict(x);
        Assert.Equal([4, 1], prediction.Shape);
        Assert.Equal([1.0719499588012695f, 2.0000500679016113f, 2.928149938583374f, 3.856250047683716f],
            prediction.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(7.867001533508301, model.Evaluate(x, y, verbose: Verbosity.Silent).Loss, 1e-5);
        using Tensor batch = model.PredictOnBatch(x);
        Assert.Equal(prediction.ToArray<float>(), batch.ToArray<float>());
    }

    [Theory]
    [InlineData(new long[] { 2, 2, 1 }, new long[] { 3, 2, 2 })]
    [InlineData(new long[] { 2, 2 }, new long[] { 3, 2, 2, 1 })]
    [InlineData(new long[] { 4 }, new long[] { 3, 4, 1 })]
    [InlineData(new long[] { }, new long[] { 3, 1 })]
    public void ALastAxisOfOneMayBeMissingOrTooMany(long[] built, long[] given)
    {
        using Sequential model = new(new Flatten { InputShape = Shape.Create(built) }, new Dense(1));
        using Tensor x = Tensor.Zeros(DType.Float32, Shape.Create(given));
        using Tensor prediction = model.Predict(x);
        Assert.Equal([3, 1], prediction.Shape);
        model.Compile("sgd", "mse");
        Assert.Single(model.Fit(x, new float[3], Toy.Silent()).Epochs);
    }

    [Fact]
    public void OtherRanksAreRefused()
    {
        using Sequential model = new(new Dense(1) { InputShape = [3] });
        Assert.Throws<ShapeException>(() => model.Predict(new float[4]));
        Assert.Throws<ShapeException>(() => model.Predict(new float[4, 3, 2]));
        using Sequential deferred = new(new Dense(1));
        Assert.Contains("InputShape = [1]",
            Assert.Throws<ShapeException>(() => deferred.Predict(new float[4])).Message, StringComparison.Ordinal);
    }

    private static Sequential Model()
    {
        Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
        model.Compile(new SGD(0.01), "mse", jitCompile: JitCompile.Off);
        return model;
    }

    private static void Fit(Sequential model, string form)
    {
        FitOptions options = Toy.Silent();
        IEnumerable<float[]> rows = Rows.Select(r => r);
        IEnumerable<float> targets = Targets.Select(t => t);
        switch (form)
        {
            case "jagged": model.Fit(Rows, Targets, options); break;
            case "list": model.Fit(Rows.ToList(), Targets.ToList(), options); break;
            case "sequence": model.Fit(rows, targets, batchSize: 4, shuffle: false, verbose: Verbosity.Silent); break;
            case "sequence and array": model.Fit(rows, Targets, options); break;
            case "array and sequence": model.Fit(Toy.X, targets, options); break;
            case "sequence and data": model.Fit(rows, ((Data)Targets).Cast(DType.Float32), options); break;
            case "list of lists": model.Fit(Rows.Select(r => r.ToList()).ToList(), Targets, options); break;
            case "list of doubles": model.Fit(Rows.Select(r => r.Select(v => (double)v).ToArray()).ToList(), Targets, options); break;
            case "tuple": model.Fit((Rows, Targets), options); break;
            case "tuple of sequences": model.Fit((rows, targets), options); break;
            case "batches": model.Fit(Dataset.FromBatches(Rows.Chunk(4).Zip(Targets.Chunk(4))), options); break;
            case "options": model.Fit(rows, targets, options); break;
            case "in the background": model.FitAsync(rows, targets, options).GetAwaiter().GetResult(); break;
            default: throw new InvalidDataException(form);
        }
    }
}
