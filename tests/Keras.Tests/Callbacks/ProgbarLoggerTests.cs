using System.Text.RegularExpressions;
using Keras.Callbacks;
using Keras.Layers;
using Keras.Terminals;
using Xunit;

namespace Keras.Tests.Callbacks;

/// <summary>What training and evaluation print, on a terminal of a given width and in a file.</summary>
public sealed partial class ProgbarLoggerTests
{
    private static readonly float[,] X = new float[40, 2];
    private static readonly float[,] Y = new float[40, 1];

    [Fact]
    public void A_log_has_the_lines_that_Keras_writes()
    {
        using StringWriter log = new();
        FitOptions options = new() { Epochs = 2, BatchSize = 8, Verbose = Verbosity.OneLinePerEpoch, ValidationSplit = 0.2 };
        Fit(options with { Callbacks = [new ProgbarLogger(log)] });

        string line = @"4/4 - \d+s - \d+(ms|us|s)/step - loss: \d\.\d{4}(e[+-]\d\d)? - mae: \S+ - val_loss: \S+ - val_mae: \S+";
        Assert.Matches($@"\AEpoch 1/2\n{line}\nEpoch 2/2\n{line}\n\z", Lines(log));
    }

    [Fact]
    public void A_single_epoch_has_no_heading()
    {
        using StringWriter log = new();
        Fit(new() { BatchSize = 8, Callbacks = [new ProgbarLogger(log)] });

        Assert.Matches(@"\A5/5 ━{20} \d+s \d+(ms|us|s)/step - loss: \S+ - mae: \S+\n\z", Lines(log));
    }

    [Fact]
    public void The_line_moves_on_a_terminal_and_is_never_wider()
    {
        using StringWriter log = new();
        ProgbarLogger logger = new(() => new Terminal(log, () => 60, isTerminal: true, hasColors: true));
        Callback slow = Callback.OnTrainBatchEnd((_, _) => Thread.Sleep(60));

        Fit(new() { Epochs = 2, BatchSize = 8, Callbacks = [logger, slow] });

        string[] lines = Lines(log).TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("Epoch 2/2", lines[2]);
        string[] shown = lines[3].Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(shown.Length > 3, lines[3]);
        Assert.All(shown, s => Assert.InRange(Escape().Replace(s, "").TrimEnd().Length, 1, 59));
        Assert.Contains(shown, s => s.Contains("\e[32m━", StringComparison.Ordinal));
        Assert.StartsWith("5/5 ", Escape().Replace(shown[^1], ""), StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_is_a_line_of_its_own_and_a_silent_run_none()
    {
        using StringWriter log = new();
        using Sequential model = Compiled();

        model.Evaluate(X, Y, batchSize: 8, callbacks: [new ProgbarLogger(log)]);
        Assert.Matches(@"\A5/5 ━{20} \d+s \d+(ms|us|s)/step - loss: \S+ - mae: \S+\n\z", Lines(log));
        log.GetStringBuilder().Clear();
        model.Evaluate(X, Y, batchSize: 8, callbacks: [new ProgbarLogger(log)], verbose: Verbosity.OneLinePerEpoch);
        Assert.Matches(@"\A5/5 - \d+s - \d+(ms|us|s)/step - loss: \S+ - mae: \S+\n\z", Lines(log));
        log.GetStringBuilder().Clear();
        model.Evaluate(X, Y, callbacks: [new ProgbarLogger(log)], verbose: Verbosity.Silent);
        model.Fit(X, Y, epochs: 2, callbacks: [new ProgbarLogger(log)], verbose: Verbosity.Silent);
        Assert.Equal("", log.ToString());
    }

    [Fact]
    public void A_stopped_epoch_shows_how_far_it_came_and_the_logger_serves_the_next_run()
    {
        using StringWriter log = new();
        ProgbarLogger logger = new(log);
        using Sequential model = Compiled();
        Callback stop = Callback.OnTrainBatchEnd((batch, _) => model.StopTraining = batch == 1);
        model.Fit(X, Y, new FitOptions { BatchSize = 8, Callbacks = [logger, stop] });
        Callback fails = Callback.OnTrainBatchEnd((_, _) => throw new TimeoutException());
        Assert.Throws<TimeoutException>(() => model.Fit(X, Y, new FitOptions { BatchSize = 8, Callbacks = [logger, fails] }));
        model.Evaluate(X, Y, batchSize: 8, callbacks: [logger]);

        string[] lines = Lines(log).TrimEnd('\n').Split('\n');
        Assert.StartsWith("2/5 ━━━━━━━━──────────── ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("5/5 ━━━━━━━━━━━━━━━━━━━━ ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_are_told_to_callbacks()
    {
        Listener listener = new();
        Fit(new() { Epochs = 2, Verbose = Verbosity.Silent, Callbacks = [listener, new EarlyStopping { Monitor = "nothing" }] });

        Assert.Contains("nothing", Assert.Single(listener.Warnings), StringComparison.Ordinal);
    }

    private static Sequential Compiled()
    {
        Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", ["mae"], jitCompile: JitCompile.Off);
        return model;
    }

    private static void Fit(FitOptions options)
    {
        using Sequential model = Compiled();
        model.Fit(X, Y, options);
    }

    private static string Lines(StringWriter log) => log.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escape();

    private sealed class Listener : Callback
    {
        public List<string> Warnings { get; } = [];

        public override void OnWarning(string warning) => Warnings.Add(warning);
    }
}
