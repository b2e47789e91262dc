using Keras.Training;

#nullable enable
using Keras;
using Keras.Callbacks;
using Keras.Datasets;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using TensorFlow;
using Losses = Keras.Losses;
using Metrics = Keras.Metrics;

namespace UsersProgram;

/// <summary>
/// The code of the README, block by block, between the lines that name it; <c>ReadmeTests</c> compares the two and runs this.
/// </summary>
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

    public static async Task<History> Training(Sequential model, Data x, Data y, FitOptions options, Action<TrainingProgress> Show,
        CancellationToken stop)
    {
        // <Training in a service>
        model.Fit(x, y, new FitOptions
        {
            Epochs = 50, BatchSize = 128, ValidationSplit = 0.1f, ClassWeight = new() { [0] = 1f, [1] = 5f },
            Callbacks =
            [
                new EarlyStopping { Monitor = "val_loss", Patience = 3, RestoreBestWeights = true },
                new ModelCheckpoint("best.keras") { SaveBestOnly = true },
                new CsvLogger("log.csv"), new TensorBoard("logs"), new TerminateOnNaN(),
                Callback.OnEpochEnd((epoch, logs) => Console.WriteLine(logs["val_loss"])),
            ],
        });

        History history = await model.FitAsync(x, y, options, progress: new Progress<TrainingProgress>(Show), cancellationToken: stop);
        // </Training in a service>
        return history;
    }

    public static void DataForms(
        Sequential model, System.Numerics.Tensors.Tensor<float> tensorOfT, int[] labels, Tensor images, Func<IEnumerable<(float[,], int[])>> ReadFromDatabase)
    {
        (float Age, float Height, int Group)[] people = [(0, 1, 1), (1, 0, 0)];
        float[] weights = [1, 2];
        // <Data>
        model.Fit(new float[,] { { 0, 1 }, { 1, 0 } }, new int[] { 1, 0 });     // plain arrays
        model.Fit(new float[][] { [0, 1], [1, 0] }, new List<int> { 1, 0 });    // arrays of arrays, lists
        model.Fit(people.Select(p => new[] { p.Age, p.Height }), people.Select(p => p.Group));   // any IEnumerable of rows, read once
        model.Fit(tensorOfT, labels);                                           // System.Numerics.Tensors.Tensor<T>
        // tuples, with sample weights or without
        model.Fit((images, labels, weights), new FitOptions { ValidationData = (images, labels) });
        // the map is part of the compiled program
        model.Fit(Dataset.FromTensors(images, labels).Map((x, y) => (x.Cast(DType.Float32) / 255f, y)));
        model.Fit(Dataset.FromBatches(ReadFromDatabase()), epochs: 3);          // IEnumerable / IAsyncEnumerable, larger than memory
        // </Data>
    }

    public static History Several(
        byte[,,] images, float[,] numbers, int[] digits, float[] odds,
            float[] oneImage, float[] oneMeta, float[] digitRoom, float[] oddRoom)
    {
        // <Several inputs and outputs>
        Input image = new([28, 28], name: "image"), meta = new([4], name: "meta");
        KerasTensor trunk = new Dense(64, "relu").Apply(new Concatenate().Apply(new Flatten().Apply(image), meta));
        KerasTensor digit = new Dense(10, "softmax") { Name = "digit" }.Apply(trunk), odd =
            new Dense(1, "sigmoid") { Name = "odd" }.Apply(trunk);
        var model = new Model([image, meta], [digit, odd]);

        model.Compile(new CompileOptions
        {
            Optimizer = "adam",
            // null for an output without a loss
            Losses = { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" },
            LossWeights = { ["odd"] = 0.3 },
            Metrics = { ["digit"] = ["accuracy"] },
        });
        model.Fit(new() { ["image"] = images, ["meta"] = numbers }, new() { ["digit"] = digits, ["odd"] = odds }, epochs: 3);
        // by position; listed["digit_loss"], listed["digit_accuracy"]
        History listed = model.Fit([images, numbers], [digits, odds]);

        // both["digit"], both[1]; one output stays a Tensor: Predict
        using Prediction both = model.PredictAll([images, numbers]);
        using Predictor served = model.CreatePredictor();
        served.Run([oneImage, oneMeta], [digitRoom, oddRoom]);                         // arrays of float, no allocation
        // </Several inputs and outputs>
        model.Dispose();
        return listed;
    }

    public static int Predicting(Sequential model, float[,,] x, float[] input, float[] output)
    {
        // <Predicting>
        Tensor p = model.Predict(x);                       // batches inside; also for a Dataset, and PredictAsync in the background
        float[] row = p[0].ToArray<float>();  int digit = p.ArgMax(axis: -1)[0].ToScalar<int>();
        int[] digits = p.ArgMax(axis: -1).ToArray<int>();  // int64 read as int, checked
        Console.WriteLine(p);                              // float32 [1, 10]: [[0.01 0.92 …]], shortened as NumPy does
        Layer hidden = model.GetLayer("dense");            // by name or position: GetLayer(^1)

        // for a request path: compiled once, no allocation a call, any thread
        using Predictor predictor = model.CreatePredictor(batchSize: 1);
        predictor.Run(input, output);                      // ReadOnlySpan<float>, Span<float>
        // </Predicting>
        _ = (digits, hidden);
        return row.Length * digit;
    }

    public static Dense Names(Sequential model)
    {
        // <Names>
        var dense = new Dense(8)
        {
            KernelInitializer = new Initializers.GlorotUniform(seed: 7),   // with arguments; Initializers.GlorotUniform with its defaults
            BiasInitializer = Initializer.Constant(0.1),                   // the same values are on the base class
        };
        model.Compile(
            new SGD(new ExponentialDecay(0.1, decaySteps: 1000, decayRate: 0.9), momentum: 0.9),   // a schedule in place of a learning rate
            new Losses.BinaryCrossentropy(fromLogits: true),
            [new Metrics.BinaryCrossentropy(fromLogits: true), "accuracy"]);
        // </Names>
        return dense;
    }

    public static void OwnLoss(Sequential model)
    {
        // <Custom layers, losses and other parts, a loss>
        Loss huberish = Loss.From((yTrue, yPred) => Ops.Mean(Ops.Sqrt(Ops.Square(yTrue - yPred) + 1f), axis: -1));
        model.Compile("adam", huberish);
        // </Custom layers, losses and other parts, a loss>
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
        // <Devices and determinism>
        Runtime.Seed = 42;                                              // same seed, same machine: same weights, bit for bit
        using (Runtime.Device("/CPU:0")) { model.Fit(x, y); }           // or "/GPU:0"
        foreach (Device device in Runtime.Devices) Console.WriteLine(device);
        model.Compile("adam", "mse", jitCompile: JitCompile.Auto);      // Auto | On | Off, as Keras's jit_compile
        // </Devices and determinism>
    }
}
