using System.Globalization;
using Spectre.Console;

namespace Benchmarks.SideBySide;

/// <summary>
/// Trains each model on each side, each in a process of its own: the processes begin one after another, then train an epoch in turns, so
/// that what else the machine does meets all of them.
/// </summary>
/// <param name="python">An interpreter that has Keras and TensorFlow.</param>
/// <param name="torch">The program of <c>tests/Benchmarks.TorchSharp</c>; null for none.</param>
/// <param name="before">Another build of this program; null for none.</param>
internal sealed class TrainingComparison(string python, string? torch, string? before)
{
    private const string Here = "here", Before = "before", KerasDefault = "Keras", KerasJit = "Keras jit", TorchSharp = "TorchSharp";
    private readonly Dictionary<(string Side, string What), List<double>> measured = [];

    /// <summary>The sides to compare with; empty for all.</summary>
    public IReadOnlyCollection<string> Against { get; init; } = [];

    /// <summary>The processes of each side.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>The measured epochs of each process.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The examples of an epoch; 0 for those of the model.</summary>
    public int Examples { get; init; }

    /// <summary>Measures one model and prints a table.</summary>
    public void Run(TrainingCase model)
    {
        measured.Clear();
        for (int run = 0; run < Runs; run++)
            RunOnce(model);
        Table table = new Table().Title(model.Description).AddColumns("what", Here);
        string[] others = [.. Sides(model).Skip(1).Select(s => s.Side)];
        foreach (string side in others)
            table.AddColumns(side, "×");
        Row("epoch", $"epoch of {(Examples > 0 ? Examples : model.Examples).ToString("N0", CultureInfo.InvariantCulture)} examples, s",
            "F3", 1);
        Row("fastest", "the fastest of the epochs, s", "F3", 1);
        Row("predict-all", "predictions of as many, s", "F3", 1);
        Row("start", $"start of the process to {(model.Predicts ? "its first prediction" : "the end of its first epoch")}, s", "F2", 1);
        Row("peak", "peak resident memory, MiB", "F0", 1);
        Row("predict", "one example: Predictor; Model.predict; a jitted tf.function; a module, µs", "F0", 1e6);
        Row("call", "one example: Predictor; a tf.function of ordinary kernels, µs", "F0", 1e6);
        AnsiConsole.Write(table);

        void Row(string what, string text, string format, double unit)
        {
            double here = Value(Here, what == "call" ? "predict" : what);
            if (double.IsNaN(here))
                return;
            List<string> cells = [text, Show(here)];
            foreach (string side in others)
            {
                double there = Value(side, what);
                cells.AddRange(double.IsNaN(there) ? ["", ""] : [Show(there), (there / here).ToString("F2", CultureInfo.InvariantCulture)]);
            }

            if (cells.Skip(2).Any(c => c.Length > 0) || what is not ("call" or "predict-all"))
                table.AddRow([.. cells]);
            string Show(double value) => (value * unit).ToString(format, CultureInfo.InvariantCulture);
        }
    }

    private void RunOnce(TrainingCase model)
    {
        List<Contestant> all = [];
        try
        {
            foreach ((string side, string program, string[] arguments) in Sides(model))
            {
                all.Add(Contestant.Start(side, program, arguments));
                Add(side, "start", all[^1].StartUp);
            }

            // The first ones behind the start may still write or compile a function.
            string[] measurements =
                model.Quantization is not null ? ["predict-all"] : model.Predicts ? ["epoch", "predict-all"] : ["epoch"];
            foreach (string what in measurements)
                all.ForEach(c => c.Measure(what));
            for (int round = 0; round < Rounds; round++)
            {
                foreach (Contestant contestant in round % 2 == 0 ? all : Enumerable.Reverse(all))
                {
                    foreach (string what in measurements)
                        Add(contestant.Side, what, contestant.Measure(what));
                }
            }

            foreach (Contestant contestant in all)
            {
                Add(contestant.Side, "peak", contestant.PeakMebibytes);
                Add(contestant.Side, "predict", contestant.Measure(contestant.Side == KerasJit ? "call" : "predict"));
                if (contestant.Side == KerasDefault)
                    Add(contestant.Side, "call", contestant.Measure("call"));
            }
        }
        finally
        {
            all.ForEach(c => c.Dispose());
        }
    }

    private IEnumerable<(string Side, string Program, string[] Arguments)> Sides(TrainingCase model)
    {
        int examples = Examples > 0 ? Examples : model.Examples;
        string[] given = [model.Name, model.BatchSize.ToString(CultureInfo.InvariantCulture),
            examples.ToString(CultureInfo.InvariantCulture)];
        string[] keras = [Path.Combine(AppContext.BaseDirectory, "keras", "models.py"),
            .. given, Path.Combine(AppContext.BaseDirectory, "datasets", "mnist")];
        string[] worker = ["train", model.Name, "--examples", given[2]];
        yield return (Here, Environment.ProcessPath!, Comparison.OwnArguments(worker));
        if (before is not null)
            yield return (Before, before, worker);
        if (IsWanted(KerasDefault))
            yield return (KerasDefault, python, keras);
        if (IsWanted(KerasJit))
            yield return (KerasJit, python, [.. keras, "jit"]);
        if (torch is not null && IsWanted(TorchSharp))
            yield return (TorchSharp, torch, [.. given, keras[^1]]);
    }

    private bool IsWanted(string side) => Against.Count == 0 || Against.Contains(side, StringComparer.OrdinalIgnoreCase);

    private void Add(string side, string what, double value)
    {
        if (!measured.TryGetValue((side, what), out List<double>? values))
            measured[(side, what)] = values = [];
        values.Add(value);
    }

    // tf.data's tuning thread holds up the end of some of Keras's epochs until 2.55 or 5.11 s after their beginning: the times at which it
    // sleeps no more.
    private double Value(string side, string what)
    {
        if (what != "fastest")
            return Median(side, what);
        return measured.TryGetValue((side, "epoch"), out List<double>? epochs) ? epochs.Min() : double.NaN;
    }

    private double Median(string side, string what)
    {
        if (!measured.TryGetValue((side, what), out List<double>? values))
            return double.NaN;
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
