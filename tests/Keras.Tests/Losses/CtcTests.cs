using System.Text.Json;
using Keras.Losses;
using Keras.Tests.Support;
using Keras.Tests.Training;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

/// <summary>Connectionist temporal classification: losses, gradients and decoded labels that Keras 3.15.1 gave.</summary>
public sealed class CtcTests
{
    private static readonly Fixture Expected = Fixture.Load("ctc");

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach (JsonElement item in Expected.Cases("losses"))
            {
                data.Add(item.GetProperty("name").GetString()!, false);
                data.Add(item.GetProperty("name").GetString()!, true);
            }

            return data;
        }
    }

    public static TheoryData<int> Decoded => [.. Enumerable.Range(0, Expected.Cases("decoded").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_loss_and_its_gradient_are_those_of_Keras(string name, bool compile)
    {
        JsonElement item = Expected.Cases("losses").Single(c => c.GetProperty("name").GetString() == name);
        using Tensor labels = Json.Tensor(item.GetProperty("labels")), logits =
            CurveRun.ToTensor(Expected.Array(item.GetProperty("logits")));
        using Tensor numbers = labels.Cast(DType.Int32);
        bool hasLengths = item.GetProperty("lengths").ValueKind == JsonValueKind.Array;
        using StatefulFunction function =
            StatefulFunction.Trace("ctc", [TensorSpec.Of(numbers), TensorSpec.Of(logits)], Write, new() { Compile = compile });

        Tensor[] results = function.Run([numbers, logits]);
        using Tensor values = results[0], gradient = results[1];
        LossProbe.Near(Json.Flat(item.GetProperty("values")), values.ToArray<float>(), 2e-6f);
        LossProbe.Near(Expected.Array(item.GetProperty("gradient")).ToSingles(), gradient.ToArray<float>(), 1e-4f);

        Symbol[] Write(Symbol[] s)
        {
            Symbol losses = hasLengths
                ? Ops.CtcLoss(s[0], s[1], Constant("label_lengths"), Constant("lengths"), item.GetProperty("blank").GetInt32())
                : new CTC(Reduction.None).Apply(s[0], s[1]);
            return [losses, Gradients.Of(Ops.Sum(losses), s[1])[0]!.Value];

            Symbol Constant(string property) =>
                s[0].Graph.Constant([.. item.GetProperty(property).EnumerateArray().Select(n => n.GetInt32())]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_second_derivative_is_that_of_the_gradient(bool compile)
    {
        float[] start = [.. Enumerable.Range(0, 2 * 5 * 4).Select(i => MathF.Sin(1.3f * i))];
        float[] direction = [.. start.Select((_, i) => MathF.Cos(0.7f * i))];
        using Tensor logits = Tensor.Create<float>(start, [2, 5, 4]), along = Tensor.Create<float>(direction, [2, 5, 4]);
        using StatefulFunction function = StatefulFunction.Trace("ctc", [TensorSpec.Of(logits), TensorSpec.Of(along)], Write,
            new() { Compile = compile });
        float[] second = Run(0)[1];

        const float Step = 0.02f;
        float[] before = Run(-Step)[0], behind = Run(Step)[0];
        for (int i = 0; i < second.Length; i++)
            Assert.Equal((behind[i] - before[i]) / (2 * Step), second[i], 2e-3f);

        // The gradient, and its derivative along the direction: the matrix of second derivatives is symmetric.
        Symbol[] Write(Symbol[] s)
        {
            Symbol loss = Ops.Sum(Ops.CtcLoss(s[0].Graph.Constant(1, 1, 3, 2, 3, 0).Reshape([2, 3]), s[0],
                s[0].Graph.Constant(3, 2), s[0].Graph.Constant(5, 4)));
            Symbol gradient = Gradients.Of(loss, s[0])[0]!.Value;
            return [gradient, Gradients.Of(Ops.Sum(gradient * s[1]), s[0])[0]!.Value];
        }

        float[][] Run(float by)
        {
            using Tensor moved = Tensor.Create<float>([.. start.Zip(direction, (x, d) => x + (by * d))], [2, 5, 4]);
            Tensor[] results = function.Run([moved, along]);
            float[][] values = [.. results.Select(r => r.ToArray<float>())];
            Array.ForEach(results, r => r.Dispose());
            return values;
        }
    }

    [Theory]
    [MemberData(nameof(Decoded))]
    public void Labels_are_decoded_as_in_Keras(int index)
    {
        JsonElement item = Expected.Cases("decoded").ElementAt(index), arguments = item.GetProperty("arguments");
        string strategy = arguments.TryGetProperty("strategy", out JsonElement s) ? s.GetString()! : "greedy";
        using Tensor inputs = CurveRun.ToTensor(Expected.Array(item.GetProperty("inputs")));
        foreach (bool compile in strategy == "greedy" ? (bool[])[false, true] : [false])
        {
            using StatefulFunction function = StatefulFunction.Trace("decode", [TensorSpec.Of(inputs)], Write, new() { Compile = compile });
            Tensor[] results = function.Run([inputs]);
            using Tensor decoded = results[0], scores = results[1];
            Assert.Equal(Shape.Create([.. item.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]), decoded.Shape);
            Assert.Equal([.. item.GetProperty("labels").EnumerateArray().Select(n => n.GetInt32())], decoded.ToArray<int>());
            LossProbe.Near(Json.Flat(item.GetProperty("scores")), scores.ToArray<float>(), 2e-6f);
        }

        Symbol[] Write(Symbol[] x)
        {
            Symbol lengths = x[0].Graph.Constant([.. item.GetProperty("lengths").EnumerateArray().Select(n => n.GetInt32())]);
            (Symbol labels, Symbol scores) = Ops.CtcDecode(
                x[0], lengths, strategy, Int("beam_width", 100), Int("top_paths", 1),
                    !arguments.TryGetProperty("merge_repeated", out _), Int("mask_index", 0));
            return [labels, scores];
        }

        int Int(string name, int otherwise) => arguments.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : otherwise;
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void A_model_learns_a_sequence(JitCompile jitCompile)
    {
        using Sequential model = new(new Keras.Layers.Dense(4) { InputShape = [6, 3] });
        model.Compile(new Keras.Optimizers.Adam(0.1), "ctc", jitCompile: jitCompile);
        float[,,] x = new float[4, 6, 3];
        for (int i = 0; i < x.Length; i++)
            x[i / 18, i / 3 % 6, i % 3] = MathF.Sin(i);
        int[,] y = { { 1, 2 }, { 3, 0 }, { 2, 2 }, { 1, 3 } };
        IReadOnlyList<double> losses = model.Fit(x, y, Toy.Silent(20))["loss"];
        Assert.True(losses[^1] < 0.8 * losses[0], $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void Wrong_shapes_and_classes_are_told()
    {
        using Sequential model = new(new Keras.Layers.Dense(3) { InputShape = [6, 3] });
        model.Compile("sgd", "ctc");
        Assert.Contains("ctc: expected class indices [n, length]", Assert.Throws<ShapeException>(
            () => model.Fit(new float[2, 6, 3], new[] { 1, 2 }, Toy.Silent())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[2, 6, 3], new[,] { { 1 }, { 3 } }, Toy.Silent()));
    }
}
