using Keras.Callbacks;
using Keras.Layers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Keras.Plotting.Tests;

/// <summary>What a logger is told.</summary>
public sealed class LoggerCallbackTests
{
    [Fact]
    public void An_epoch_is_an_entry_whose_properties_are_its_numbers()
    {
        Recorder recorder = new(LogLevel.Debug);
        using Sequential model = new(new Dense(1) { InputShape = [2] }) { Name = "logged" };
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        FitOptions options = new()
        {
            Epochs = 2,
            ValidationSplit = 0.5,
            Verbose = Verbosity.Silent,
            Callbacks = [new LoggerCallback(recorder, TimeSpan.Zero), new EarlyStopping { Monitor = "nothing" }],
        };

        History history = model.Fit(new float[8, 2], new float[8, 1], options);
        model.Evaluate(new float[8, 2], new float[8, 1], callbacks: [new LoggerCallback(recorder)], verbose: Verbosity.Silent);

        Assert.Equal(
            ["Training of logged begins: 2 epochs, batches of 32", "Training of logged ended"],
            recorder.Entries.Where(e => e.Text.StartsWith("Training", StringComparison.Ordinal)).Select(e => e.Text));
        var epochs = recorder.Entries.Where(e => e.Id.Name == "EpochFinished").ToArray();
        Assert.Equal(2, epochs.Length);
        Assert.StartsWith("Epoch 2/2 of logged: loss: ", epochs[1].Text, StringComparison.Ordinal);
        Assert.Equal(history["val_loss"][1], epochs[1].Properties["val_loss"]);
        Assert.Equal(2, epochs[1].Properties["Epoch"]);
        Assert.Contains(recorder.Entries, e =>
            e.Level == LogLevel.Debug && e.Text.StartsWith("Epoch 1/2, step 1/1: loss: ", StringComparison.Ordinal));
        Assert.Contains("nothing", Assert.Single(recorder.Entries, e => e.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
        Assert.StartsWith("Evaluation of logged: loss: ", recorder.Entries[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_is_not_wanted_is_not_written()
    {
        Recorder recorder = new(LogLevel.Warning);
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);

        model.Fit(new float[8, 2], new float[8, 1], callbacks: [new LoggerCallback(recorder, TimeSpan.Zero)], verbose: Verbosity.Silent);

        Assert.Empty(recorder.Entries);
    }

    private sealed class Recorder(LogLevel least) : ILogger
    {
        public List<(LogLevel Level, EventId Id, string Text, Dictionary<string, object?> Properties)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            var properties = (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary(p => p.Key, p => p.Value);
            Entries.Add((logLevel, eventId, formatter(state, exception), properties));
        }
    }
}
