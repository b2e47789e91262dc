using System.Text.Json;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Every function of <c>Ops</c> has gradients of first and second order, or is on the list of those that have none, with the
/// reason.</summary>
public sealed class OpGradientTests
{
    // The op that has no gradient yet, or why there is none.
    private static readonly Dictionary<string, string> WithoutFirst = new()
    {
        ["ctc_decode"] = "picks labels, which have no derivative",
        ["qr"] = "all vectors of more rows than columns are not determined by the matrix; TensorFlow refuses it, too",
        ["unique"] = "picks elements, whose places have no derivative",
    };

    private static readonly Dictionary<string, string> WithoutSecond = [];

    public static TheoryData<string> Functions => [.. OpFixture.Cases.Select(g => g.Key)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Gradients_of_both_orders_are_written(string function)
    {
        string?[] missing = [null, null];
        foreach (JsonElement recorded in OpFixture.Cases[function])
        {
            using Graph graph = new();
            using Graph.Scope scope = graph.Use();
            List<Symbol> inputs = [];
            (OpEntry entry, object?[] arguments) = new OpArguments(reference => Input(reference),
                parts => RawOps.Complex(Input(parts[0]), Input(parts[1]))).Bind(recorded);
            Symbol[] outputs = [.. entry.Symbolic(arguments).Select(Real).Where(y => y.DType.IsFloatingPoint)];
            Symbol[] xs = [.. inputs.Where(x => x.DType.IsFloatingPoint)];
            if (outputs.Length == 0 || xs.Length == 0)
                continue;
            Symbol[] slopes = Differentiate(outputs, xs, ref missing[0]);
            if (slopes.Length > 0)
                _ = Differentiate([.. slopes.Select(s => s * s)], xs, ref missing[1]);

            Symbol Input(JsonElement reference)
            {
                using Tensor tensor = OpFixture.Tensor(reference);
                inputs.Add(graph.Placeholder(tensor.DType, tensor.Shape));
                return inputs[^1];
            }
        }

        Check(WithoutFirst, "first", missing[0]);
        Check(WithoutSecond, "second", missing[1]);

        void Check(Dictionary<string, string> reviewed, string order, string? message) => Assert.True(
            reviewed.ContainsKey(function) == message is not null,
            message is null
                ? $"{function} has a {order} derivative and is listed as having none" : $"{function}, {order} derivative: {message}");
    }

    private static Symbol[] Differentiate(Symbol[] ys, Symbol[] xs, ref string? missing)
    {
        try
        {
            return [.. Gradients.Of(ys, [], xs).OfType<Symbol>()];
        }
        catch (UnimplementedException e)
        {
            missing ??= e.Message;
            return [];
        }
    }

    private static Symbol Real(Symbol y) => y.DType is DType.Complex64 or DType.Complex128 ? Ops.Real(y) : y;
}
