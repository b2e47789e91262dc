#nullable enable
using Keras;
using Keras.Callbacks;
using Keras.Datasets;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using TensorFlow;

namespace UsersProgram;

/// <summary>The code of the README, block by block, between the lines that name it; <c>ReadmeTests</c> compares the two and runs this.</summary>
internal static class ReadmeCode
{
    public static Evaluation Lesson()
    {
        // <The lesson>
        var (train, test) = Mnist.Load();                 // bytes: [60000, 28, 28] and [10000, 28, 28]

        var model = new Sequential(
            new Flatten { InputShape = [28, 28] },
            new Dense(128, "relu") { KernelRegularizer = new L2(0.01f) },
            new Dropout(0.5f),
            new Dense(10, "softmax"));

        model.Compile(new Adam(learningRate: 0.001f), loss: "categorical_crossentropy", metrics: ["accuracy"]);
        model.Summary();

        History history = model.Fit(train.Images.Normalized(), train.Labels.ToCategorical(10), epochs: 5, batchSize: 32);
        Evaluation result = model.Evaluate(test.Images.Normalized(), test.Labels.ToCategorical(10));
        Console.WriteLine($"{result.Loss:F4}, {result["accuracy"]:P1}, last epoch {history["loss"][^1]:F4}");
        // </The lesson>
        model.Dispose();
        return result;
    }

    public static async Task<History> Training(Sequential model, Data x, Data y, FitOptions options, Action<TrainingProgress> Show, CancellationToken stop)
    {
        // <Training, as a service would do it>
        model.Fit(x, y, new FitOptions
        {
            Epochs = 50, BatchSize = 128, ValidationSplit = 0.1f, ClassWeight = new() { [0] = 1f, [1] = 5f },
            Callbacks =
            [
                new EarlyStopping { Monitor = "val_loss", Patience = 3, RestoreBestWeights = true },
                new ModelCheckpoint("best.keras") { SaveBestOnly = true },
                new CsvLogger("log.csv"), new TerminateOnNaN(),
                Callback.OnEpochEnd((epoch, logs) => Console.WriteLine(logs["val_loss"])),
            ],
        });

        History history = await model.FitAsync(x, y, options, progress: new Progress<TrainingProgress>(Show), cancellationToken: stop);
        // </Training, as a service would do it>
        return history;
    }

    public static void DataForms(
        Sequential model, System.Numerics.Tensors.Tensor<float> tensorOfT, int[] labels, Tensor images, Func<IEnumerable<(float[,], int[])>> ReadFromDatabase)
    {
        // <Data>
        model.Fit(new float[,] { { 0, 1 }, { 1, 0 } }, new int[] { 1, 0 });     // plain arrays
        model.Fit(tensorOfT, labels);                                           // System.Numerics.Tensors.Tensor<T>
        model.Fit(Dataset.FromTensors(images, labels).Map((x, y) => (x.Cast(DType.Float32) / 255f, y)));   // the map is part of the compiled program
        model.Fit(Dataset.FromBatches(ReadFromDatabase()), epochs: 3);          // IEnumerable / IAsyncEnumerable, larger than memory
        // </Data>
    }

    public static int Predicting(Sequential model, float[,,] x, float[] input, float[] output)
    {
        // <Predicting>
        Tensor p = model.Predict(x);                       // batches inside
        float[] row = p[0].ToArray<float>();  int digit = p.ArgMax(axis: -1)[0].ToScalar<int>();

        using Predictor predictor = model.CreatePredictor(batchSize: 1);        // for a request path: compiled once, no allocation a call, any thread
        predictor.Run(input, output);                      // ReadOnlySpan<float>, Span<float>
        // </Predicting>
        return row.Length * digit;
    }

    public static void OwnLoss(Sequential model)
    {
        // <One's own parts, a loss>
        Loss huberish = Loss.From((yTrue, yPred) => Ops.Mean(Ops.Sqrt(Ops.Square(yTrue - yPred) + 1f), axis: -1));
        model.Compile("adam", huberish);
        // </One's own parts, a loss>
    }

    public static (Model Again, SavedModel Served) Files(Sequential model)
    {
        // <Files>
        model.Save("digits.keras");          Model again = Model.Load("digits.keras");
        model.SaveWeights("w.weights.h5");   model.LoadWeights("w.weights.h5");
        model.Export("serving/1");           SavedModel served = SavedModel.Load("serving/1");
        // </Files>
        return (again, served);
    }

    public static void Machines(Sequential model, Data x, Data y)
    {
        // <Machines>
        Runtime.Seed = 42;                                              // same seed, same machine: same weights, bit for bit
        using (Runtime.Device("/CPU:0")) { model.Fit(x, y); }           // or "/GPU:0"
        foreach (Device device in Runtime.Devices) Console.WriteLine(device);
        model.Compile("adam", "mse", jitCompile: JitCompile.Auto);      // Auto | On | Off, as Keras's jit_compile
        // </Machines>
    }
}
