using Keras;
using Keras.Layers;
using Shared;
using Stress.Running;
using TensorFlow;

namespace Stress.Memory;

/// <summary>Arrays of 2 GiB and more, and a file of 4.3 GB. Takes up to 7 GB of memory and 5 GB of disk for minutes, so it runs only where
/// it is named.</summary>
internal sealed class LargeScenario : Scenario
{
    private const int Side = 1 << 14;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly string[] Jobs = ["array", "file"];

    public override string Name => "large";

    public override string Description => "arrays of 2 GiB and more, and a file of 4.3 GB (7 GB of memory; only where it is named)";

    public override int Kinds => Jobs.Length;

    public override bool IsHeavy => true;

    public override string? Attempt(int number, Random random)
    {
        string job = Jobs[number % Jobs.Length];
        using Child child = Child.Start(this, job);
        List<string> said = [];
        while (child.ReadLine() is { } line)
            said.Add(line);
        (int Code, string Error)? end = child.Wait(Patience);
        Console.WriteLine($"{Name}, {job}: {string.Join("; ", said)}");
        return end is (0, "") && said is [.., "held"] ? null : $"{job}: it ended so: {end}";
    }

    public override int Part(string[] arguments)
    {
        if (arguments[0] == "array")
            Arrays();
        else
            Files();
        Console.WriteLine($"peak {ResidentMemory.Peak() >> 20} MiB");
        Console.WriteLine("held");
        return 0;
    }

    private static void Arrays()
    {
        // 2 GiB exactly, whose length in bytes no int holds.
        float[,] rows = new float[524_288, 1024];
        rows[524_287, 1023] = 7;
        using Sequential model = new(new Dense(1) { InputShape = [1024], KernelInitializer = "ones" });
        using (Tensor predicted = model.Predict(rows, batchSize: 65_536))
            Check(predicted.ToArray<float>()[524_287] == 7, "the prediction for its last row");
        rows = new float[0, 0];
        GC.Collect();
        using Tensor x = Tensor.Zeros(DType.Float32, [600_000, 1024]);
        using Tensor y = model.Predict(x, batchSize: 100_000);
        Check(y.Shape[0] == 600_000, "predictions for 2.3 GiB");
    }

    private static void Files()
    {
        string path = Path.Combine(Path.GetTempPath(), $"keras-large-{Environment.ProcessId}.keras");
        try
        {
            using (Sequential model = Build())
            {
                model.Weights[^1].Assign(Tensor.Create<float>([.. Enumerable.Range(0, Side).Select(i => (float)i)], [Side]));
                model.Save(path);
            }

            Console.WriteLine($"{new FileInfo(path).Length} bytes");
            GC.Collect();
            using Model again = Model.Load(path);
            using Tensor bias = again.Weights[^1].Read();
            Check(bias.ToArray<float>()[Side - 1] == Side - 1, "the last bias of the file");
            using Tensor kernel = again.Weights[0].Read();
            Check(kernel.AsSpan<float>()[^1] == 0.5f, "the last number of the first kernel");
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Four kernels of 1 GiB and their biases: more than 32 bits count.
    private static Sequential Build() => new(
        new Dense(Side) { InputShape = [Side], KernelInitializer = new Keras.Initializers.Constant(0.5) },
        new Dense(Side) { KernelInitializer = new Keras.Initializers.Constant(0.5) },
        new Dense(Side) { KernelInitializer = new Keras.Initializers.Constant(0.5) },
        new Dense(Side) { KernelInitializer = new Keras.Initializers.Constant(0.5) });


    private static void Check(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"{what}: not as it was written.");
    }
}
