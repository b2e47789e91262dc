using System.Text.Json;
using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>A recorded case of a function and its derivatives, which <c>generator/op_gradients.py</c> tells how to weight.</summary>
internal sealed class OpDerivatives : IDisposable
{
    private readonly JsonElement recorded;
    private readonly JsonElement record;

    public OpDerivatives(JsonElement recorded, JsonElement record)
    {
        (this.recorded, this.record) = (recorded, record);
        _ = new OpArguments(Note, parts => (Note(parts[0]), Note(parts[1])).Item1).Bind(recorded);
    }

    public string Op => recorded.GetProperty("op").GetString()!;

    /// <summary>The tensors among the arguments.</summary>
    public List<Tensor> Inputs { get; } = [];

    /// <summary>Names and recorded tensors of the outputs of the function that was written last.</summary>
    public List<(string Name, JsonElement Tensor)> Expected { get; } = [];

    public Function Trace(bool compile) =>
        Function.Trace("derivatives", [.. Inputs.Select(TensorSpec.Of)], Write, new() { Compile = compile });

    public void Dispose() => Inputs.ForEach(i => i.Dispose());

    public override string ToString() => recorded.GetRawText()[..Math.Min(300, recorded.GetRawText().Length)].ReplaceLineEndings(" ");

    private Symbol[] Write(Symbol[] symbols)
    {
        int next = 0;
        OpArguments binder = new(_ => symbols[next++], _ => RawOps.Complex(symbols[next++], symbols[next++]));
        (OpEntry entry, object?[] arguments) = binder.Bind(recorded);
        Symbol[] xs = [.. arguments.SelectMany(Symbols).Where(IsDifferentiable)];
        Shape[] shapes = [.. recorded.GetProperty("out").EnumerateArray().Select(ShapeOf)];
        (Symbol Y, Shape Shape)[] outputs =
            [.. entry.Symbolic(arguments).Zip(shapes).Where(o => IsDifferentiable(o.First)).Select(o => (o.First, o.Second))];
        Symbol[] ys = [.. outputs.Select(o => o.Y)];
        Symbol?[] first = Gradients.Of(ys, [.. outputs.Select(o => Weights(o.Y, o.Shape, Math.Cos, 0.7, 1))], xs);
        List<Symbol> results = [];
        Add(results, "first", xs, first, record.GetProperty("first"));
        if (record.TryGetProperty("second", out JsonElement second))
        {
            Symbol[] known = [.. first.Where((_, i) => record.GetProperty("first")[i].ValueKind != JsonValueKind.Null).OfType<Symbol>()];
            if (known.Length == 0)
                return [.. results];
            Symbol?[] slopes = Gradients.Of(known, [.. known.Select(g => Weights(g, g.Shape, Math.Sin, 0.9, 0.5))], xs);
            Add(results, "second", xs, slopes, second);
        }

        return [.. results];
    }

    // Where nothing depends on an input, zeros are as good as none.
    private void Add(List<Symbol> results, string order, Symbol[] xs, Symbol?[] gradients, JsonElement references)
    {
        for (int i = 0; i < xs.Length; i++)
        {
            if (references[i].ValueKind == JsonValueKind.Null)
                continue;
            Symbol gradient = gradients[i] ?? RawOps.ZerosLike(xs[i]);
            if (references[i].TryGetProperty("c", out JsonElement parts))
            {
                results.AddRange(Ops.Real(gradient), Ops.Imag(gradient));
                Expected.AddRange(($"{order} by {i}, real", parts[0]), ($"{order} by {i}, imaginary", parts[1]));
            }
            else
            {
                results.Add(gradient);
                Expected.Add(($"{order} by {i}", references[i].GetProperty("t")));
            }
        }
    }

    private object Note(JsonElement reference)
    {
        Inputs.Add(OpFixture.Tensor(reference));
        return default(Symbol);
    }

    private static IEnumerable<Symbol> Symbols(object? argument) => argument switch
    {
        Symbol one => [one],
        Symbol[] list => list,
        (Symbol first, Symbol second) => [first, second],
        _ => [],
    };

    private static Shape ShapeOf(JsonElement output)
    {
        JsonElement reference = output.ValueKind == JsonValueKind.Object ? output.GetProperty("c")[0] : output;
        return [.. reference.EnumerateArray().Skip(2).Select(d => d.GetInt64())];
    }

    private static Symbol Weights(Symbol y, Shape shape, Func<double, double> wave, double factor, double offset)
    {
        double[] numbers = [.. Enumerable.Range(0, (int)shape.ElementCount).Select(i => wave((factor * i) + offset))];
        using Tensor weights = Tensor.Create<double>(numbers, shape);
        return y.Graph.Constant(weights).Cast(y.DType);
    }

    private static bool IsDifferentiable(Symbol x) => x.DType.IsFloatingPoint || x.DType is DType.Complex64 or DType.Complex128;
}
