using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Metrics;

/// <summary>
/// Values out of the ordinary (NaN, infinities, labels that do not exist, nothing at all): every loss and metric gives what Keras gives
/// with TensorFlow's kernels, and the same where XLA compiles, though Keras itself differs there.
/// </summary>
public sealed class OddValueTests
{
    // Keras converts class indices to float32 or int32 on the way, so that some become others.
    private static readonly string[] Better =
    [
        "circle: labels least", "circle: labels beyond int32", "SparseTopKCategoricalAccuracy: labels beyond int32",
        // An infinite weight is the least int64 in Keras.
        "BinaryIoU: weights infinite",
    ];

    private static readonly Fixture Odd = Fixture.Load("odd_values");

    public static TheoryData<int, string> Losses => Entries("losses", "name");

    public static TheoryData<int, string> Metrics => Entries("metrics", "class");

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_is_the_same_with_and_without_compilation(int index, string name)
    {
        JsonElement entry = Odd.Cases("losses").ElementAt(index);
        Func<Symbol, Symbol>? activation =
            entry.GetProperty("activation").GetString() switch { "softmax" => x => Ops.Softmax(x), "sigmoid" => Ops.Sigmoid, _ => null };
        Compare(entry, name, compile => new LossRunner(name, activation, compile));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_metric_is_the_same_with_and_without_compilation(int index, string className)
    {
        JsonElement entry = Odd.Cases("metrics").ElementAt(index);
        Compare(entry, className, compile => new MetricRunner(className, entry.GetProperty("config").GetRawText(), compile));
    }

    [Fact]
    public void Every_registered_loss_and_metric_is_tried()
    {
        string[] losses = [.. Odd.Cases("losses").Select(e => ((Loss)e.GetProperty("name").GetString()!).ClassName).Distinct()];
        string[] metrics = [.. Odd.Cases("metrics").Select(e => e.GetProperty("class").GetString()!).Distinct()];
        // CTC takes sequences; CtcTests tries it in both ways.
        Assert.Equal(LossRegistry.Instance.ClassNames.Except(["CTC"]), losses.Order(StringComparer.Ordinal));
        Assert.Equal(MetricRegistry.Instance.ClassNames, metrics.Order(StringComparer.Ordinal));
    }

    private static void Compare(JsonElement entry, string name, Func<bool, Runner> create)
    {
        List<string> wrong = [];
        using Runner interpreted = create(false), compiled = create(true);
        foreach (JsonProperty item in entry.GetProperty("results").EnumerateObject())
        {
            JsonElement inputs = Odd.Root.GetProperty("inputs").GetProperty(entry.GetProperty("kind").GetString()!).GetProperty(item.Name);
            Tensor[] tensors = [.. inputs.EnumerateArray().Where(i => i.ValueKind != JsonValueKind.Null).Select(ToTensor)];
            double[]? kernels = Numbers(item.Value[0]), xla = Numbers(item.Value[1]);
            string off = Try(interpreted, tensors, out double[]? offValues), on = Try(compiled, tensors, out double[]? onValues);
            // Where Keras differs with and without XLA, either will do; the kernels' value mostly is.
            bool isKeras = kernels is null || Same(kernels, offValues)
                || (xla is not null && Same(xla, offValues)) || Better.Contains($"{name}: {item.Name}");
            if (!Same(offValues, onValues) || !isKeras)
                wrong.Add($"{item.Name}: {off}, compiled {on}; Keras {Text(kernels)}, compiled {Text(xla)}");
        }

        Assert.True(wrong.Count == 0,
            $"{name} of {entry.GetProperty("kind")}{(entry.TryGetProperty("config", out JsonElement config) ? config.ToString() : "")}\n{string.Join('\n', wrong)}");
    }

    private static string Try(Runner runner, Tensor[] inputs, out double[]? values)
    {
        try
        {
            values = runner.Run(inputs);
            return Text(values);
        }
        catch (Exception e)
        {
            values = null;
            return e.Message;
        }
    }

    private static string Text(double[]? values) => values is null ? "throws" : $"[{string.Join(", ", values)}]";

    private static bool Same(double[]? expected, double[]? actual) => expected is null
        ? actual is null
        : actual is not null && expected.Length == actual.Length && expected.Zip(actual).All(p => Same(p.First, p.Second));

    private static bool Same(double expected, double actual) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= 2e-6 * Math.Max(1, Math.Abs(expected));

    private static double[]? Numbers(JsonElement list) => list.ValueKind == JsonValueKind.Null ? null : Fixture.Numbers(list);

    private static TheoryData<int, string> Entries(string list, string name)
    {
        TheoryData<int, string> data = [];
        foreach ((int index, JsonElement entry) in Odd.Cases(list).Index())
            data.Add(index, entry.GetProperty(name).GetString()!);
        return data;
    }

    private static Tensor ToTensor(JsonElement input)
    {
        Shape shape = Shape.Create([.. input.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        JsonElement values = input.GetProperty("values");
        return DTypes.Parse(input.GetProperty("dtype").GetString()!) switch
        {
            DType.UInt64 => Tensor.Create<ulong>([.. values.EnumerateArray().Select(v => v.GetUInt64())], shape),
            DType.Int64 => Tensor.Create<long>([.. values.EnumerateArray().Select(v => v.GetInt64())], shape),
            DType type => Cast(Tensor.Create<double>(Fixture.Numbers(values), shape), type),
        };
    }

    private static Tensor Cast(Tensor doubles, DType type)
    {
        using Tensor given = doubles;
        return given.Cast(type);
    }

    private abstract class Runner : IDisposable
    {
        private readonly Dictionary<string, StatefulFunction> functions = new(StringComparer.Ordinal);

        public abstract double[] Run(Tensor[] inputs);

        public virtual void Dispose()
        {
            foreach (StatefulFunction function in functions.Values)
                function.Dispose();
        }

        protected StatefulFunction Function(Tensor[] inputs, Func<Symbol[], Symbol[]> body, bool compile)
        {
            TensorSpec[] specs = [.. inputs.Select(TensorSpec.Of)];
            string key = string.Join(';', specs.AsEnumerable());
            if (!functions.TryGetValue(key, out StatefulFunction? function))
                functions[key] = function = StatefulFunction.Trace("odd", specs, body, new() { Compile = compile });
            return function;
        }

        protected static double[] Values(Tensor[] results)
        {
            using Tensor result = results[0];
            return [.. result.ToArray<float>()];
        }
    }

    private sealed class LossRunner(string name, Func<Symbol, Symbol>? activation, bool compile) : Runner
    {
        public override double[] Run(Tensor[] inputs) => Values(Function(inputs, Write, compile).Run(inputs));

        private Symbol[] Write(Symbol[] s)
        {
            Loss loss = name;
            return [loss.Apply(s[0], activation is null ? s[1] : activation(s[1]), s.Length > 2 ? s[2] : null)];
        }
    }

    private sealed class MetricRunner(string className, string config, bool compile) : Runner
    {
        private readonly Metric metric = MetricRegistry.Instance.FromConfig(className, new Config(JsonNode.Parse(config)!.AsObject()));
        private StatefulFunction? result;

        public override double[] Run(Tensor[] inputs)
        {
            metric.Reset();
            Function(inputs, Write, compile).Run(inputs);
            result ??= StatefulFunction.Trace("result", [], _ => [metric.Result()], new() { Compile = compile });
            return Values(result.Run(Array.Empty<Tensor>()));
        }

        public override void Dispose()
        {
            base.Dispose();
            result?.Dispose();
            metric.Dispose();
        }

        private Symbol[] Write(Symbol[] s)
        {
            metric.UpdateState(s[0], s[1], s.Length > 2 ? s[2] : null);
            return [];
        }
    }
}
