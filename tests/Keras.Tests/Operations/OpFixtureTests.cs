using System.Text.Json;
using Keras.Operations;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>
/// Every function gives what the real Keras gives (3.15.1), in types, shapes and numbers: in both compilers, eagerly, and for a batch of
/// unknown size.
/// </summary>
public sealed class OpFixtureTests
{
    public static TheoryData<string> Functions => [.. OpFixture.Cases.Select(g => g.Key)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void By_kernels(string function) => Replay(OpFixture.Cases[function], compile: false);

    [Theory]
    [MemberData(nameof(Functions))]
    public void By_XLA(string function) => Replay(OpFixture.Cases[function].Where(Compilable.IsCompilable), compile: true);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Eagerly(string function)
    {
        List<string> differences = [];
        foreach (JsonElement recorded in OpFixture.Cases[function])
        {
            List<Tensor> inputs = [];
            OpArguments binder = new(reference => Keep(inputs, OpFixture.Tensor(reference)), null);
            string text = recorded.GetRawText();
            bool hasTensors = text.Contains("\"t\":", StringComparison.Ordinal) || text.Contains("\"ts\":", StringComparison.Ordinal);
            if (!hasTensors || text.Contains("\"c\":", StringComparison.Ordinal)
                || !OpTable.Entries.Any(e => e.Key == OpEntry.KeyOf(function) && e.Eager is not null))
                continue;
            (OpEntry entry, object?[] arguments) = binder.Bind(recorded, eager: true);
            Compare(recorded, entry.Eager!(arguments), differences);
            inputs.ForEach(i => i.Dispose());
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void For_a_batch_of_unknown_size(string function)
    {
        foreach (JsonElement recorded in OpFixture.Cases[function].Where(c => c.TryGetProperty("batch", out _)))
            Replay([recorded], compile: false, unknownBatch: true);
    }

    private static void Replay(IEnumerable<JsonElement> cases, bool compile, bool unknownBatch = false)
    {
        JsonElement[] recorded = [.. cases];
        if (recorded.Length == 0)
            return;
        List<Tensor> inputs = [];
        List<int> counts = [];
        List<TensorSpec> specs = [];

        // All cases are one function, so that XLA compiles once.
        foreach (JsonElement one in recorded)
            CollectInputs(one, inputs, specs, unknownBatch);
        int next = 0;
        using Function function = Function.Trace(
            "ops",
            specs,
            symbols =>
            {
                List<Symbol> outputs = [];
                foreach (JsonElement one in recorded)
                {
                    OpArguments binder = new(_ => symbols[next++], _ => ComplexOf(symbols[next++], symbols[next++]));
                    (OpEntry entry, object?[] arguments) = binder.Bind(one);
                    Symbol[] results = entry.Symbolic(arguments);
                    if (unknownBatch)
                        RequireShapes(one, results);
                    Symbol[] parts = [.. results.SelectMany(
                        r => r.DType is DType.Complex64 or DType.Complex128 ? new[] { Ops.Real(r), Ops.Imag(r) } : [r])];
                    counts.Add(parts.Length);
                    outputs.AddRange(parts);
                }

                return [.. outputs];
            },
            new FunctionOptions { Compile = compile });
        Tensor[] computed = EagerFunctions.Run(function, inputs);
        List<string> differences = [];
        int start = 0;
        for (int i = 0; i < recorded.Length; i++)
        {
            Compare(recorded[i], computed[start..(start + counts[i])], differences, compile);
            start += counts[i];
        }

        inputs.ForEach(t => t.Dispose());
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static Symbol ComplexOf(Symbol real, Symbol imaginary) => RawOps.Complex(real, imaginary);

    private static void RequireShapes(JsonElement recorded, Symbol[] results)
    {
        Shape[] expected = [.. recorded.GetProperty("spec").EnumerateArray()
            .Select(s => Shape.Create([.. s.EnumerateArray().Select(d => d.GetInt64())]))];
        Assert.Equal(expected.Length, results.Length);

        // Everything that Keras knows of the shape beforehand is known here.
        Assert.All(expected.Zip(results), pair => Assert.True(
            pair.First.Rank == pair.Second.Rank && pair.First.Zip(pair.Second.Shape).All(d => d.First < 0 || d.First == d.Second),
            $"{recorded.GetProperty("op")}: expected {pair.First}, got {pair.Second.Shape}"));
    }

    // In the order in which binding takes them: arguments by position, then by parameter.
    private static void CollectInputs(JsonElement recorded, List<Tensor> inputs, List<TensorSpec> specs, bool unknownBatch)
    {
        List<JsonElement> order = [];
        OpArguments dry = new(
            reference =>
            {
                order.Add(reference);
                return default(Symbol);
            },
            parts =>
            {
                order.AddRange(parts.EnumerateArray());
                return default(Symbol);
            });
        List<JsonElement> Bound()
        {
            order.Clear();
            _ = dry.Bind(recorded);
            return order;
        }

        foreach (JsonElement reference in Bound())
        {
            Tensor tensor = OpFixture.Tensor(reference);
            inputs.Add(tensor);
            bool isFixed = !unknownBatch || tensor.Rank == 0 || IsFixed(recorded, reference);
            specs.Add(isFixed ? TensorSpec.Of(tensor) : new(tensor.DType, tensor.Shape[1..].Prepend(-1)));
        }
    }

    private static bool IsFixed(JsonElement recorded, JsonElement reference)
    {
        IEnumerable<JsonElement> all = recorded.GetProperty("args").EnumerateArray();
        if (recorded.TryGetProperty("kwargs", out JsonElement kwargs))
            all = all.Concat(kwargs.EnumerateObject().Select(p => p.Value));
        return all.Any(a => a.ValueKind == JsonValueKind.Object && a.TryGetProperty("fixed", out _) && a.GetProperty("t")
            .GetRawText() == reference.GetRawText());
    }

    private static void Compare(JsonElement recorded, Tensor[] computed, List<string> differences, bool compiled = false)
    {
        JsonElement[] references =
        [
            .. recorded.GetProperty("out").EnumerateArray()
                .SelectMany(o => o.ValueKind == JsonValueKind.Object ? [.. o.GetProperty("c").EnumerateArray()] : new[] { o }),
        ];
        double tolerance = recorded.TryGetProperty("tolerance", out JsonElement given) ? given.GetDouble() : 0;
        tolerance = compiled ? Math.Max(tolerance * 2, 5e-6) : tolerance;
        string text = recorded.GetRawText()[..Math.Min(300, recorded.GetRawText().Length)].ReplaceLineEndings(" ");
        if (computed.Length < references.Length)
            differences.Add($"{text}: expected {references.Length} outputs, got {computed.Length}");
        for (int i = 0; i < references.Length && i < computed.Length; i++)
        {
            using Tensor expected = OpFixture.Tensor(references[i]);
            using Tensor actual = OpSigns.Settle(recorded.GetProperty("op").GetString()!, i, computed[i]);
            if (OpComparison.Difference(expected, actual, expected.DType.IsFloatingPoint ? tolerance : 0) is { } difference)
                differences.Add($"{text}: output {i}: {difference}");
        }

        foreach (Tensor tensor in computed)
            tensor.Dispose();
    }

    private static Tensor Keep(List<Tensor> list, Tensor tensor)
    {
        list.Add(tensor);
        return tensor;
    }
}
