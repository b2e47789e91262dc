using System.Runtime.InteropServices;
using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// The real Keras trained these models from these weights on these rows in this order; so does this library, number by number.
/// </summary>
public sealed class TrainingCurveTests
{
    // There is no counterpart of steps_per_epoch.
    private static readonly string[] LeftOut = ["steps_per_epoch"];

    // Each compilation takes a while; these have between them every kind of program.
    private static readonly string[] Compiled =
        ["sgd_momentum", "adam", "adam_accumulation", "sgd_ema_overwrite", "class_weight", "sparse", "binary"];

    public static TheoryData<string, JitCompile> Runs()
    {
        TheoryData<string, JitCompile> runs = [];
        foreach (string name in CurveRun.Names.Except(LeftOut))
        {
            runs.Add(name, JitCompile.Off);
            if (Compiled.Contains(name))
                runs.Add(name, JitCompile.Auto);
        }

        runs.Add("partial_batch", JitCompile.On);
        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void EveryNumberOfARunIsThatOfKeras(string name, JitCompile jitCompile)
    {
        CurveRun run = new(name);
        using Sequential model = run.Model(jitCompile);
        RecordingCallback recorder = new();

        History history = model.Fit(run.X, run.Y, run.Options(recorder));

        Assert.Equal(jitCompile != JitCompile.Off && Runtime.HasXla, history.Compilation!.IsCompiled);
        AssertBatches(run.Expected.GetProperty("epochs").EnumerateArray(), recorder);
        AssertHistory(run.Expected.GetProperty("history"), history);
        AssertWeights(run, model);
        RecordingCallback tested = new();
        Evaluation evaluation = model.Evaluate(CurveRun.TestX, run.TestY, callbacks: [tested], verbose: Verbosity.Silent);
        AssertLogs(run.Expected.GetProperty("evaluate"), evaluation.Logs);
        AssertBatches([run.Expected.GetProperty("evaluate_batches")], tested, "test");
    }

    [Fact]
    public void PlainDescentIsThatOfKerasBitForBit()
    {
        CurveRun run = new("sgd");
        using Sequential model = run.Model(JitCompile.Off);

        History history = model.Fit(run.X, run.Y, run.Options());
        using Tensor predictions = model.Predict(CurveRun.TestX);

        Assert.Equal(Fixture.Numbers(run.Expected.GetProperty("history").GetProperty("loss")), history["loss"]);
        Tensor[] weights = model.GetWeights();
        JsonElement[] expected = [.. run.Expected.GetProperty("weights").EnumerateArray()];
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(Bits(CurveRun.Fixture.Array(expected[i]).ToSingles()), Bits(weights[i].ToArray<float>()));
        Assert.Equal(Bits(CurveRun.Fixture.Array(run.Expected.GetProperty("predict")).ToSingles()), Bits(predictions.ToArray<float>()));
    }

    private static int[] Bits(float[] values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    private static void AssertBatches(IEnumerable<JsonElement> epochs, RecordingCallback recorder, string kind = "train")
    {
        Queue<(string Hook, int Index, Logs Logs)> seen =
            new(recorder.Batches.Where(b => b.Hook.Contains("batch", StringComparison.Ordinal)));
        foreach (JsonElement epoch in epochs)
        {
            AssertEpoch(epoch, kind, seen);
            if (epoch.TryGetProperty("validation", out JsonElement validation))
                AssertEpoch(validation, "test", seen);
        }

        Assert.Empty(seen);
    }

    private static void AssertEpoch(JsonElement epoch, string kind, Queue<(string Hook, int Index, Logs Logs)> seen)
    {
        int[] begins = [.. epoch.GetProperty("begin").EnumerateArray().Select(b => b.GetInt32())];
        int[] ends = [.. epoch.GetProperty("end").EnumerateArray().Select(b => b.GetInt32())];
        for (int i = 0; i < begins.Length; i++)
        {
            (string hook, int index, _) = seen.Dequeue();
            Assert.Equal(($"{kind}_batch_begin", begins[i]), (hook, index));
            (hook, index, Logs logs) = seen.Dequeue();
            Assert.Equal(($"{kind}_batch_end", ends[i]), (hook, index));
            Assert.Equal(epoch.GetProperty("logs").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), logs.Keys);
            foreach (JsonProperty log in epoch.GetProperty("logs").EnumerateObject())
                Close.Assert([Fixture.Number(log.Value[i])], [logs[log.Name]], $"{log.Name} after batch {ends[i]}");
        }
    }

    private static void AssertHistory(JsonElement expected, History history)
    {
        Assert.Equal(expected.EnumerateObject().Select(p => p.Name), history.Keys);
        foreach (JsonProperty key in expected.EnumerateObject())
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name);
    }

    private static void AssertLogs(JsonElement expected, Logs logs)
    {
        Assert.Equal(expected.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), logs.Keys);
        foreach (JsonProperty key in expected.EnumerateObject())
            Close.Assert([Fixture.Number(key.Value)], [logs[key.Name]], key.Name);
    }

    private static void AssertWeights(CurveRun run, Sequential model)
    {
        foreach ((Weight weight, JsonElement expected) in model.Weights.Zip(run.Expected.GetProperty("weights").EnumerateArray()))
        {
            using Tensor value = weight.Read();
            Close.Assert(CurveRun.Fixture.Array(expected), value, weight.Path, 1e-5);
        }

        JsonElement[] state = [.. run.Expected.GetProperty("optimizer_variables").EnumerateArray()];
        Assert.Equal(state.Length, model.Optimizer.Weights.Count);
        foreach ((Weight weight, JsonElement expected) in model.Optimizer.Weights.Zip(state))
        {
            using Tensor value = weight.Read();
            Assert.EndsWith(weight.Name.Split('_')[^1], expected.GetProperty("name").GetString(), StringComparison.Ordinal);
            Close.Assert(CurveRun.Fixture.Array(expected.GetProperty("array")), value, weight.Path, 1e-5);
        }
    }
}
