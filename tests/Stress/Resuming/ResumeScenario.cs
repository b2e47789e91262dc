using System.Globalization;
using System.Security.Cryptography;
using Keras;
using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Stress.Running;
using TensorFlow;

namespace Stress.Resuming;

/// <summary>
/// A training that ends with its process, or is killed, and goes on in another process from its last checkpoint gives the weights of one
/// that was not interrupted, bit for bit.
/// </summary>
internal sealed class ResumeScenario : Scenario
{
    private const int Rows = 70, BatchSize = 8, Steps = 9, Epochs = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Extensions = [".keras", ".h5", ".weights.h5"];
    private static readonly string[] Optimizers = ["adam", "momentum", "averages", "scaled"];

    public override string Name => "resume";

    public override string Description =>
        "a training goes on in a new process, after its end or after kill -9, and equals one that was not interrupted";

    public override int Kinds => 3;

    public override string? Attempt(int number, Random random)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-resume-");
        try
        {
            bool isKilled = number % 2 == 1;
            string optimizer = Optimizers[(number + (number / Optimizers.Length)) % Optimizers.Length];
            string compiled = random.Next(2) == 0 ? "on" : "off", seed = random.Next(2) == 0 ? "7" : "none";
            string path = Path.Combine(folder.FullName, "last" + Extensions[number % Extensions.Length]);
            int interrupted = random.Next(1, Epochs);
            string what = $"{optimizer}, compilation {compiled}, seed {seed}, {Path.GetFileName(path)}, {(isKilled ? "killed" : "ended")} "
                + $"after epoch {interrupted}";
            string[] settings = [optimizer, compiled, seed];
            string whole = Run("whole", [.. settings, path + ".other"], null).Last;
            _ = Run("first", [.. settings, path, isKilled ? $"{Epochs}" : $"{interrupted}"], isKilled ? $"epoch {interrupted}" : null);
            string resumed = Run("rest", [.. settings, path], null).Last;
            return whole == resumed && whole.StartsWith("weights ", StringComparison.Ordinal)
                ? null : $"{what}: '{resumed}' instead of '{whole}'";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override int Part(string[] arguments)
    {
        (string part, string optimizer, string compiled, string seed, string path) =
            (arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        // A new process draws other numbers; what is resumed does not depend on them.
        Runtime.Seed = part == "rest" ? 99 : 3;
        bool isWeights = path.EndsWith(".weights.h5", StringComparison.Ordinal) || part == "whole";
        using Model model = part == "rest" && !isWeights ? Model.Load(path) : Build(optimizer, compiled == "on");
        if (part == "rest" && isWeights)
            model.LoadWeights(path);
        int initial = part == "rest" ? (int)(model.Optimizer.IterationCount / Steps) : 0;
        List<Callback> callbacks = [];
        if (part == "first")
        {
            callbacks.Add(new ModelCheckpoint(path) { SaveWeightsOnly = isWeights });
            callbacks.Add(Callback.OnEpochEnd((epoch, _) => Console.WriteLine($"epoch {epoch + 1}")));
        }

        model.Fit(
            Numbers(Rows, 5, 0.37f),
            Numbers(Rows, 2, 0.11f),
            new FitOptions
            {
                InitialEpoch = initial,
                Epochs = part == "first" ? int.Parse(arguments[5], CultureInfo.InvariantCulture) : Epochs,
                BatchSize = BatchSize,
                Seed = seed == "none" ? null : long.Parse(seed, CultureInfo.InvariantCulture),
                Callbacks = callbacks,
                Verbose = Verbosity.Silent,
            });
        Console.WriteLine($"weights {Digest(model)}");
        return 0;
    }

    private (string Last, int Count) Run(string part, string[] arguments, string? killAt)
    {
        using Child child = Child.Start(this, [part, .. arguments]);
        string last = "";
        int count = 0;
        while (child.ReadLine() is { } line)
        {
            (last, count) = (line, count + 1);
            if (line == killAt)
                child.Kill();
        }

        (int Code, string Error)? end = child.Wait(Patience);
        return killAt is null && end is not (0, "") ? ($"{part} ended so: {end}", count) : (last, count);
    }

    private static Sequential Build(string optimizer, bool compiled)
    {
        Sequential model = new(new Dense(6, "tanh") { InputShape = [5] }, new Dropout(0.3), new Dense(2)) { Name = "resumed" };
        Optimizer made = optimizer switch
        {
            "adam" => new Adam(0.01),
            "momentum" => new SGD(0.05, 0.9),
            "averages" => new Adam(0.01) { UseEma = true, EmaMomentum = 0.8 },
            _ => new LossScaleOptimizer(new RMSprop(0.01), dynamicGrowthSteps: 4),
        };
        model.Compile(made, "mse", jitCompile: compiled ? JitCompile.On : JitCompile.Off);
        return model;
    }

    private static float[,] Numbers(int rows, int columns, float step)
    {
        float[,] numbers = new float[rows, columns];
        for (int i = 0; i < rows * columns; i++)
            numbers[i / columns, i % columns] = MathF.Sin(i * step);
        return numbers;
    }

    private static string Digest(Model model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor weight in model.GetWeights())
        {
            using (weight)
                hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weight.AsSpan<float>()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
