using System.Diagnostics;
using System.Globalization;
using Keras;
using Keras.Layers;
using Stress.Running;
using TensorFlow;

namespace Stress.Memory;

/// <summary>Where the system gives no more memory, what needs it throws, what there was stays, and the process goes on. Needs Linux and
/// <c>prlimit</c>.</summary>
internal sealed class LimitScenario : Scenario
{
    private const int MiB = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Jobs = ["layer", "random layer", "optimizer", "metric", "predict", "array"];

    public override string Name => "limit";

    public override string Description =>
        "a layer, an optimizer's state, a metric, a prediction and an array that need more memory than the process may take";

    public override int Kinds => Jobs.Length;

    public override string? Attempt(int number, Random random)
    {
        if (!OperatingSystem.IsLinux() || !(Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':').Any(p => File.Exists(Path.Combine(p, "prlimit"))))
            return null;
        string job = Jobs[number % Jobs.Length];
        int margin = random.Next(64, 400);
        using Child child = Child.Start(this, job, $"{margin}");
        List<string> said = [];
        while (child.ReadLine() is { } line)
            said.Add(line);
        (int Code, string Error)? end = child.Wait(Patience);
        // The library itself may write a line to standard error.
        return end is (0, _) && said is ["limited", "refused", "goes on"] ? null
            : $"{job}, {margin} MiB left: it said '{string.Join("', '", said)}' and ended so: {end}";
    }

    public override int Part(string[] arguments)
    {
        using Sequential small = new(new Dense(4, "relu") { InputShape = [3] }, new Dense(1));
        small.Compile("adam", "mse", ["mae"], jitCompile: JitCompile.Off);
        // What the process needs to go on is there before the limit is.
        Use(small);
        using Sequential? wide = arguments[0] is "optimizer" or "predict"
            ? new(new Dense(1) { InputShape = [100 * MiB], UseBias = false, KernelInitializer = "zeros" })
            : null;
        Limit(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        Console.WriteLine("limited");
        try
        {
            Try(arguments[0], wide!);
            Console.WriteLine("done");
        }
        catch (Exception e) when (e is ResourceExhaustedException or OutOfMemoryException)
        {
            Console.WriteLine(e.Message.Contains("{{", StringComparison.Ordinal) ? e.Message : "refused");
        }

        Use(small);
        Console.WriteLine("goes on");
        return 0;
    }

    private static void Try(string job, Sequential wide)
    {
        switch (job)
        {
            case "layer" or "random layer":
                using (Sequential large = new(
                    new Dense(1024) { InputShape = [1024 * 1024], KernelInitializer = job == "layer" ? "ones" : "glorot_uniform" }))
                    large.BuildModel([-1, 1024 * 1024]);
                break;
            case "optimizer":
                wide.Compile("adam", "mse", jitCompile: JitCompile.Off);
                wide.Optimizer.Build(wide.TrainableWeights);
                wide.Optimizer.Weights[^1].Read().Dispose();
                break;
            case "metric":
                using (Keras.Metrics.MeanIoU metric = new(40_000))
                using (Tensor labels = Tensor.Create<int>([0, 1], [2]))
                    metric.Update(labels, labels);
                break;
            case "predict":
                wide.Predict(new float[8, 100 * MiB]).Dispose();
                break;
            default:
                Tensor.Zeros(DType.Float32, [1024, MiB]).Dispose();
                break;
        }
    }

    private static void Use(Sequential model)
    {
        model.Fit(new float[8, 3], new float[8, 1], verbose: Verbosity.Silent);
        model.Predict(new float[2, 3]).Dispose();
    }

    private static void Limit(int margin)
    {
        const string size = "VmSize:";
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(size, StringComparison.Ordinal));
        long now = 1024 * long.Parse(line[size.Length..^" kB".Length], CultureInfo.InvariantCulture);
        using Process prlimit = Process.Start("prlimit", ["--pid", $"{Environment.ProcessId}", $"--as={now + ((long)margin * MiB)}"]);
        prlimit.WaitForExit();
    }
}
