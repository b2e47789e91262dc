using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>
/// The calls of layers in functional models have the config that Keras writes for the same models created in Python
/// (<c>make_recorded_calls.py</c>): defaults of <c>training</c>, masks, and the operations that compute masks.
/// </summary>
public sealed partial class RecordedCallTests
{
    private static readonly Dictionary<string, Func<Model>> Models = new()
    {
        ["dropouts"] = () => Of(X(4, 3), i => new SpatialDropout1D(0.1) { Name = "e" }.Apply(new AlphaDropout(0.1) { Name = "d" }.Apply(
            new GaussianNoise(0.1) { Name = "c" }.Apply(new GaussianDropout(0.1) { Name = "b" }.Apply(
                new Dropout(0.1) { Name = "a" }.Apply(i)))))),
        ["normalized"] = () => Of(X(4, 3), i => new GlobalAveragePooling1D { Name = "c" }.Apply(
            new Softmax { Name = "b" }.Apply(new BatchNormalization { Name = "a" }.Apply(i)))),
        ["images"] = () => Of(X(8, 8, 3), i => new Resizing(2, 2) { Name = "d" }.Apply(new CenterCrop(4, 4) { Name = "c" }.Apply(
            new RandomContrast(0.1) { Name = "b" }.Apply(new RandomFlip { Name = "a" }.Apply(i))))),
        ["images_of_bytes"] = () => Of(new Input([8, 8, 3], dtype: DType.UInt8, name: "x"), i => new Structure<KerasTensor>([
            new RandomFlip { Name = "a" }.Apply(i), new RandomContrast(0.1) { Name = "b" }.Apply(i),
            new Resizing(2, 2) { Name = "c" }.Apply(i)])),
        ["spectral"] = () => Of(X(4), i => new SpectralNormalization(new Dense(2) { Name = "inside" }) { Name = "a" }.Apply(i)),
        ["given"] = () =>
        {
            Input i = X(4, 3), m = new([4], dtype: DType.Bool, name: "m");
            return new([i, m], new Structure<KerasTensor>([
                new LSTM(2) { Name = "a" }.Apply(i, mask: m), new BatchNormalization { Name = "b" }.Apply(i, mask: m),
                new BatchNormalization { Name = "c" }.Apply(i, training: false),
                new Dropout(0.1) { Name = "d" }.Apply(i, training: true)]));
        },
        ["states"] = () =>
        {
            Input i = X(4, 3), h = new([2], name: "h"), c = new([2], name: "c");
            return new([i, h, c], new LSTM(2) { Name = "a" }.Apply(i, [h, c]));
        },
        ["attention"] = () =>
        {
            Input i = X(4, 3), j = new([5, 3], name: "j");
            return new([i, j], new Structure<KerasTensor>([
                new Attention { Name = "a" }.Apply(i, j), new AdditiveAttention { Name = "b" }.Apply(i, j),
                new MultiHeadAttention(2, 3) { Name = "c" }.Apply(i, j), new GroupQueryAttention(3, 2, 2) { Name = "d" }.Apply(i, j)]));
        },
        ["other_types"] = () => Of(X(4, 3), i =>
        {
            KerasTensor h = new Dropout(0.1) { Name = "a", DTypePolicy = "mixed_float16" }.Apply(i);
            return new Structure<KerasTensor>([
                new Dropout(0.1) { Name = "b", DTypePolicy = "mixed_float16" }.Apply(h),
                new LSTM(2) { Name = "c", DTypePolicy = "float64" }.Apply(i)]);
        }),
        ["sequential_inside"] = () => Of(X(3), i => Inner().Apply(i)),
        ["called_for_inference"] = () => Of(X(3), i => Inner().Apply(i, training: false)),
        ["two_inputs_inside"] = () =>
        {
            Input p = new([3], name: "p"), q = new([3], name: "q");
            Model inner = new([p, q], new Add { Name = "sum" }.Apply(p, q), name: "a");
            return Of(X(3), i => inner.Apply(i, i));
        },
        ["dictionary_inside"] = () =>
        {
            Input p = new([3], name: "p"), q = new([3], name: "q");
            Model inner = new(new Structure<KerasTensor> { ["p"] = p, ["q"] = q }, new Add { Name = "sum" }.Apply(p, q), name: "a");
            return Of(X(3), i => inner.Apply(new Structure<KerasTensor> { ["p"] = i, ["q"] = i }));
        },
        ["one_input_inside"] = () =>
        {
            Input p = new([3], name: "p");
            Model inner = new(p, new Dense(2) { Name = "inner" }.Apply(p), name: "a");
            return Of(X(3), i => inner.Apply(i));
        },
        ["embedded"] = () => Of(Tokens(), i => new GRU(2) { Name = "e" }.Apply(new Dropout(0.1) { Name = "d" }.Apply(
            new LSTM(2) { ReturnSequences = true, Name = "c" }.Apply(new Dense(3) { Name = "b" }.Apply(Table().Apply(i)))))),
        ["embedded_without_use"] = () => Of(Tokens(), i => new Flatten { Name = "b" }.Apply(Table().Apply(i))),
        ["embedded_twice"] = () => Of(Tokens(), i =>
        {
            Embedding table = Table();
            return new Structure<KerasTensor>([
                new LSTM(2) { Name = "b" }.Apply(table.Apply(i)), new GRU(2) { Name = "c" }.Apply(table.Apply(i))]);
        }),
        ["masked"] = () => Of(X(4, 3), i =>
        {
            KerasTensor h = new Masking(0.5) { Name = "a" }.Apply(i);
            return new Structure<KerasTensor>([
                new Bidirectional(new LSTM(2) { Name = "inside" }) { Name = "b" }.Apply(h),
                new GlobalAveragePooling1D { Name = "c" }.Apply(h),
                new GRU(2) { Name = "f" }.Apply(new TimeDistributed(new Dense(2) { Name = "step" }) { Name = "e" }.Apply(h)),
                new SimpleRNN(2) { Name = "h" }.Apply(new Activation("relu") { Name = "g" }.Apply(h))]);
        }),
        ["masked_and_lost"] = () => Of(X(4, 3), i =>
        {
            KerasTensor h = new Masking { Name = "a" }.Apply(i);
            return new Structure<KerasTensor>([
                new LSTM(2) { Name = "c" }.Apply(new Reshape([2, 6]) { Name = "b" }.Apply(h)),
                new LSTM(2) { Name = "e" }.Apply(new Conv1D(2, 1) { Name = "d" }.Apply(h)),
                new LSTM(2) { Name = "f" }.Apply(h * 2)]);
        }),
        ["masked_states"] = () => Of(X(4, 3), i =>
        {
            IReadOnlyList<KerasTensor> all = new LSTM(2) { ReturnSequences = true, ReturnState = true, Name = "b" }.ApplyAll(
                new Masking { Name = "a" }.Apply(i));
            return new Structure<KerasTensor>([new GRU(2) { Name = "c" }.Apply(all[0]), all[1], all[2]]);
        }),
        ["masked_scores"] = () =>
        {
            Input i = X(4), m = new([4], dtype: DType.Bool, name: "m");
            return new([i, m], new Structure<KerasTensor>([new Softmax { Name = "a" }.Apply(i, mask: m), i * 2, 2 * i, i * 0.5]));
        },
        ["masked_both_ways"] = () => Of(X(4, 3), i => new GRU(2) { Name = "c" }.Apply(
            new Bidirectional(new LSTM(2) { ReturnSequences = true, Name = "inside" }) { Name = "b" }.Apply(
                new Masking { Name = "a" }.Apply(i)))),
        ["masked_normalized"] = () => Of(X(4, 3), i => new GRU(2) { Name = "d" }.Apply(new LayerNormalization { Name = "c" }.Apply(
            new BatchNormalization { Name = "b" }.Apply(new Masking { Name = "a" }.Apply(i))))),
        ["masked_sum"] = () => OfTwo(4, (i, j) => new Add { Name = "c" }.Apply(
            new Masking { Name = "a" }.Apply(i), new Masking { Name = "b" }.Apply(j))),
        ["masked_half"] = () => OfTwo(4, (i, j) => new Add { Name = "c" }.Apply(new Masking { Name = "a" }.Apply(i), j)),
        ["masked_joined"] = () => OfTwo(4, (i, j) => new Concatenate { Name = "c" }.Apply(
            new Masking { Name = "a" }.Apply(i), new Masking { Name = "b" }.Apply(j))),
        ["masked_half_joined"] = () => OfTwo(4, (i, j) => new Concatenate { Name = "c" }.Apply(new Masking { Name = "a" }.Apply(i), j)),
        ["masked_attention"] = () =>
        {
            Input i = X(4, 3), j = new([5, 3], name: "j");
            KerasTensor p = new Masking { Name = "a" }.Apply(i), q = new Masking { Name = "b" }.Apply(j);
            return new([i, j], new Structure<KerasTensor>([
                new LSTM(2) { Name = "d" }.Apply(new Attention { Name = "c" }.Apply(p, q)),
                new GlobalAveragePooling1D { Name = "f" }.Apply(new MultiHeadAttention(2, 3) { Name = "e" }.Apply(p, q))]));
        },
        ["masked_inside"] = () =>
        {
            Input p = new([4, 3], name: "p");
            Model inner = new(p, new LSTM(2) { ReturnSequences = true, Name = "inner" }.Apply(p), name: "b");
            return Of(X(4, 3), i => new GRU(2) { Name = "c" }.Apply(inner.Apply(new Masking { Name = "a" }.Apply(i))));
        },
        ["masked_sequential_inside"] = () => Of(X(4, 3), i =>
        {
            LSTM layer = new(2) { ReturnSequences = true, Name = "inner" };
            Sequential inner = new(new InputLayer([4, 3]) { Name = "p" }, layer) { Name = "b" };
            return new GRU(2) { Name = "c" }.Apply(inner.Apply(new Masking { Name = "a" }.Apply(i)));
        }),
        ["mask_from_inside"] = () => Of(Tokens(), i =>
        {
            Embedding layer = new(5, 3) { MaskZero = true, Name = "inner" };
            Sequential inner = new(new InputLayer([4], dtype: DType.Int32) { Name = "p" }, layer) { Name = "a" };
            return new GRU(2) { Name = "b" }.Apply(inner.Apply(i));
        }),
        ["masked_in_half_precision"] = () => Of(X(4, 3), i => new LSTM(2) { Name = "b", DTypePolicy = "mixed_float16" }.Apply(
            new Masking { Name = "a", DTypePolicy = "mixed_float16" }.Apply(i))),
        ["mask_of_a_mask"] = () => Of(X(4, 3), i => new GRU(2) { Name = "c" }.Apply(
            new Masking(1) { Name = "b" }.Apply(new Masking { Name = "a" }.Apply(i)))),
    };

    private static readonly JsonObject Recorded = Read();

    public static TheoryData<string> Names => [.. Recorded.Select(m => m.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_written_as_Keras_writes_it(string name)
    {
        using Model model = Models[name]();
        Assert.Equal(Calls(Recorded[name]!), Calls(SerializedObject.Wrap(model)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_of_Keras_is_written_as_it_was_read(string name)
    {
        using Model model = Model.FromJson(PythonJson.Write(Recorded[name]));
        Assert.Equal(Calls(Recorded[name]!), Calls(SerializedObject.Wrap(model)));
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("masked_sum")]
    [InlineData("masked_joined")]
    public void A_recorded_mask_computes_what_a_mask_that_comes_along_does(string name)
    {
        using Model model = Models[name]();
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        foreach (JsonNode? layer in json["config"]!["layers"]!.AsArray())
        {
            foreach (JsonNode? call in layer!["inbound_nodes"]!.AsArray())
            {
                if (call!["kwargs"]!["mask"] is not null)
                    call["kwargs"]!["mask"] = null;
            }
        }

        using Model alone = Model.FromJson(json.ToJsonString());
        alone.SetWeights(model.GetWeights());
        Tensor[] x = [.. model.Inputs.Select((input, i) => Sample(input, i))];
        using Tensor expected = Run(alone, x), actual = Run(model, x);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
        foreach (Tensor tensor in x)
            tensor.Dispose();
    }

    [Fact]
    public void A_part_of_a_model_may_begin_behind_the_layer_that_masks()
    {
        Input x = Tokens();
        KerasTensor embedded = Table().Apply(x);
        using Model whole = new(x, new LSTM(2) { Name = "b" }.Apply(embedded));
        using Model part = new(embedded, whole.Output);
        Assert.Equal([-1, 4, 3], part.Inputs[0].Shape.ToArray());
        Assert.Equal([-1, 2], part.Output.Shape.ToArray());
    }

    [Fact]
    public void Layers_of_images_of_a_file_leave_images_alone_where_the_model_infers()
    {
        using Model model = Model.FromJson(PythonJson.Write(Recorded["images"]));
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 8 * 8 * 3).Select(i => i / 192f)], [1, 8, 8, 3]);
        using Tensor first = Run(model, [x]), second = Run(model, [x]);
        Assert.Equal(first.ToArray<float>(), second.ToArray<float>());
        Input plain = X(8, 8, 3);
        using Model without = new(plain, new Resizing(2, 2).Apply(new CenterCrop(4, 4).Apply(plain)));
        using Tensor expected = Run(without, [x]);
        Assert.Equal(expected.ToArray<float>(), first.ToArray<float>());
    }

    private static Input X(params ReadOnlySpan<long> shape) => new(Shape.Create(shape), name: "x");

    private static Input Tokens() => new([4], dtype: DType.Int32, name: "x");

    private static Embedding Table() => new(5, 3) { MaskZero = true, Name = "a" };

    private static Sequential Inner() => new(new InputLayer([3]) { Name = "inner_x" }, new Dense(3) { Name = "inner" }) { Name = "a" };

    private static Model Of(Input x, Func<KerasTensor, Structure<KerasTensor>> call) => new(x, call(x));

    private static Model OfTwo(int steps, Func<KerasTensor, KerasTensor, KerasTensor> merge)
    {
        Input i = X(steps, 3), j = new([steps, 3], name: "j");
        return new([i, j], new LSTM(2) { Name = "d" }.Apply(merge(i, j)));
    }

    private static Tensor Sample(KerasTensor input, int salt)
    {
        int count = (int)input.Shape.Skip(1).Aggregate(2L, (a, b) => a * b);
        using Tensor numbers = Tensor.Create<float>([.. Enumerable.Range(0, count).Select(i => (float)((i * 7 / 3 + salt) % 4))]);
        using Tensor typed = numbers.Cast(input.DType);
        return typed.Reshape([2, .. input.Shape.Skip(1)]);
    }

    private static Tensor Run(Model model, Tensor[] x)
    {
        using StatefulFunction function = StatefulFunction.Trace(
            "call", [.. x.Select(TensorSpec.Of)], s => [.. model.Graph!.Run(s, new CallContext())], new FunctionOptions());
        return function.Run(x)[0];
    }

    private static JsonObject Read()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "recorded_calls.json");
        return (JsonObject)PythonJson.Parse(File.ReadAllBytes(path))["models"]!.DeepClone();
    }

    // Layers, inputs and outputs, one in a line; what was named automatically is counted anew.
    private static string Calls(JsonNode model)
    {
        JsonObject config = (JsonObject)KeysLeftOut.Without(model)!["config"]!;
        StringBuilder text = new();
        foreach (JsonNode? layer in config["layers"]!.AsArray())
            text.Append(PythonJson.Write(layer)).Append('\n');
        text.Append(PythonJson.Write(config["input_layers"])).Append('\n').Append(PythonJson.Write(config["output_layers"]));
        Dictionary<string, string> renamed = [];
        return AutomaticName().Replace(text.ToString(), m => renamed.TryGetValue(m.Value, out string? known)
            ? known : renamed[m.Value] = $"\"{m.Groups[1].Value}#{renamed.Count}\"");
    }

    [GeneratedRegex(
        "\"(not_equal|any|logical_or|expand_dims|zeros_like|ones_like|concatenate|convert_to_tensor|cast|multiply|forward|seed_generator)"
        + "(?:_[0-9]+)?\"")]
    private static partial Regex AutomaticName();
}
