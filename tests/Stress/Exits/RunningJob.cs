using Keras;
using Keras.Layers;
using TensorFlow;

namespace Stress.Exits;

/// <summary>A job that runs on another thread until the process ends.</summary>
internal sealed class RunningJob
{
    private readonly TaskCompletionSource began = new();

    public RunningJob(string name) => new Thread(() => Run(name)) { IsBackground = true }.Start();

    public static string[] Names { get; } =
    [
        "fit", "callback", "fit compiled", "fit async", "evaluate", "predict", "predictor", "stream",
            "async stream", "batch", "saved model", "function", "graph", "load", "compile",
    ];

    public void WaitForBegin() => began.Task.Wait();

    private void Run(string name)
    {
        // These have begun before the library is loaded, or while XLA compiles.
        if (name is "load" or "compile")
            began.TrySetResult();
        if (name == "load")
        {
            _ = Runtime.Devices;
            Thread.Sleep(Timeout.Infinite);
        }

        if (name is "function" or "graph")
        {
            RunWithoutKeras(name);
            return;
        }

        float[,] x = new float[512, 64];
        int[] y = new int[512];
        using Sequential model = new(new Dense(256, "relu") { InputShape = [64] }, new Dense(256, "relu"), new Dense(10, "softmax"));
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"],
            jitCompile: name is "fit compiled" or "compile" ? JitCompile.On : JitCompile.Off);
        FitOptions endless = new()
        {
            Epochs = int.MaxValue,
            BatchSize = 32,
            Verbose = Verbosity.Silent,
            Callbacks = [Callback.OnTrainBatchEnd((_, _) => began.TrySetResult())]
        };
        switch (name)
        {
            case "callback":
                // The training thread itself ends the process, perhaps while another one does.
                model.Fit(x, y, endless with { Callbacks = [Callback.OnEpochEnd((_, _) => EndSoon())] });
                break;
            case "fit async":
                model.FitAsync(x, y, endless).Wait();
                break;
            case "evaluate":
                Forever(() => model.Evaluate(x, y, verbose: Verbosity.Silent));
                break;
            case "predict":
                Forever(() => model.Predict(x).Dispose());
                break;
            case "predictor":
                using (Predictor predictor = model.CreatePredictor())
                {
                    float[] output = new float[10];
                    Forever(() => predictor.Run(new float[64], output));
                }

                break;
            case "stream":
                model.Fit(Dataset.FromBatches(Enumerable.Repeat((x, y), int.MaxValue)), endless);
                break;
            case "async stream":
                model.Fit(Dataset.FromBatches(Slowly(x, y)), endless);
                break;
            case "batch":
                Forever(() => model.TrainOnBatch(x, y));
                break;
            case "saved model":
                RunSavedModel(model);
                break;
            default:
                model.Fit(x, y, endless);
                break;
        }
    }

    private void EndSoon()
    {
        began.TrySetResult();
        Thread.Sleep(100);
        Environment.Exit(ExitScenario.Code);
    }

    private void RunSavedModel(Model model)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stress");
        model.Export(folder.FullName);
        using SavedModel served = SavedModel.Load(folder.FullName);
        folder.Delete(recursive: true);
        using Tensor input = Tensor.Zeros(DType.Float32, [1, 64]);
        Forever(() => served.Run(input).Dispose());
    }

    private void RunWithoutKeras(string name)
    {
        using Tensor x = Tensor.Zeros(DType.Float32, [64, 64]);
        using DeviceTensor input = DeviceTensor.From(x);
        if (name == "function")
        {
            using Function square = Function.Trace("square", [TensorSpec.Of(x)], s => [s[0].MatMul(s[0])]);
            Forever(() => Array.ForEach(square.Invoke(input), t => t.Dispose()));
        }

        // Nothing but writing functions: the library's registries of ops are in use.
        int i = 0;
        Forever(() => Function.Trace("graph", [TensorSpec.Of(x)], s => [s[0].MatMul(s[0]) + (float)i++]).Dispose());
    }

    private void Forever(Action action)
    {
        while (true)
        {
            action();
            began.TrySetResult();
        }
    }

    private static async IAsyncEnumerable<(float[,], int[])> Slowly(float[,] x, int[] y)
    {
        while (true)
        {
            await Task.Yield();
            yield return (x, y);
        }
    }
}
