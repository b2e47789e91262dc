using System.Globalization;
using Keras;
using Keras.Layers;
using Shared;
using Stress.Running;

namespace Stress.Memory;

/// <summary>A service that trains one model on a growing window compiles a few programs and then none, and its memory stays flat.</summary>
internal sealed class GrowingScenario : Scenario
{
    private const int Fits = 120, Columns = 16;
    // What the collector and the allocator keep at one moment and not at another; each of the programs that were written before was some
    // MiB.
    private const long Slack = 48L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public override string Name => "growing";

    public override string Description => "a model is fitted, evaluated and asked again and again while its data grow by a row at a time";

    public override int Kinds => 2;

    public override string? Attempt(int number, Random random)
    {
        using Child child = Child.Start(this, number % 2 == 0 ? "on" : "off", $"{random.Next(20, 200)}", $"{random.Next(1, 5)}");
        string? said = null;
        while (child.ReadLine() is { } line)
            said = line;
        (int Code, string Error)? end = child.Wait(Patience);
        return end is (0, "") && said == "flat" ? null : $"compilation {(number % 2 == 0 ? "on" : "off")}: {said}; it ended so: {end}";
    }

    public override int Part(string[] arguments)
    {
        int rows = int.Parse(arguments[1], CultureInfo.InvariantCulture), step = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        using Sequential model = new(new Dense(8, "relu") { InputShape = [Columns] }, new Dropout(0.2), new Dense(1));
        model.Compile("adam", "mse", ["mae"], jitCompile: arguments[0] == "on" ? JitCompile.On : JitCompile.Off);
        (int Programs, long Memory) late = default;
        for (int i = 0; i < Fits; i++, rows += step)
        {
            float[,] x = new float[rows, Columns], y = new float[rows, 1];
            model.Fit(x, y, epochs: 2, batchSize: 16, validationSplit: 0.2, verbose: Verbosity.Silent);
            _ = model.Evaluate(x, y, batchSize: 16, verbose: Verbosity.Silent);
            model.Predict(x).Dispose();
            if (i == Fits / 2)
                late = (model.ProgramCount, ResidentMemory.Settled());
        }

        // Between the two points the data pass a power of two of batches at most once: the loops of that length, for training and
        // validation.
        int more = model.ProgramCount - late.Programs;
        long grown = ResidentMemory.Settled() - late.Memory;
        Console.WriteLine(more <= 4 && grown < Slack ? "flat"
            : $"{more} programs and {grown >> 20} MiB more between fit {Fits / 2} and fit {Fits}");
        return 0;
    }
}
