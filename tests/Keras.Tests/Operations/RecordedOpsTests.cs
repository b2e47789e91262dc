using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keras.Layers;
using Keras.Operations;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>
/// Functions on Keras tensors record the operations that the real Keras records, letter for letter, with the shapes and types that Keras
/// tells, and what Keras serialized computes what Keras computes.
/// </summary>
public sealed class RecordedOpsTests
{
    private static readonly JsonElement[] AllCases = [.. OpFixture.Root.GetProperty("cases").EnumerateArray()];

    private static readonly ILookup<string, JsonElement> Records = Fixture.Load("operations").Root.GetProperty("records").EnumerateArray()
        .ToLookup(r => AllCases[r.GetProperty("case").GetInt32()].GetProperty("op").GetString()!);

    public static TheoryData<string> Functions => [.. Records.Select(g => g.Key)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Configs_are_those_of_Keras(string function)
    {
        List<string> differences = [];
        foreach (JsonElement record in Records[function])
        {
            JsonElement recorded = AllCases[record.GetProperty("case").GetInt32()];
            List<KerasTensor> inputs = [];
            if (!IsTaken(recorded))
                continue;
            // The first attempt finds the overload; the others that it tried leave inputs behind.
            (OpEntry entry, _) = new OpArguments(reference => Add([], recorded, reference), null)
                .Bind(recorded, has: e => e.Recorded is not null);
            (_, object?[] arguments) =
                new OpArguments(reference => Add(inputs, recorded, reference), null).Bind(recorded, has: e => ReferenceEquals(e, entry));
            KerasTensor[] outputs = entry.Recorded!(arguments);
            using Model model = new([.. inputs.Select(i => (Structure<KerasTensor>)i)],
                [.. outputs.Select(o => (Structure<KerasTensor>)o)]);
            JsonArray expected = (JsonArray)JsonNode.Parse(Layers(record))!;
            JsonArray actual = [.. ((JsonArray)model.GetConfig().GetNode("layers")!)
                .Where(l => l!["class_name"]!.ToString() != "InputLayer").Select(l => l!.DeepClone())];
            string wanted = Text(WithoutTuplesOfOne(expected));
            if (wanted != Text(actual))
                differences.Add($"{Short(recorded)}\n  expected {wanted}\n  got      {Text(actual)}");
            if (ShapeDifference(record, recorded, outputs) is { } difference)
                differences.Add($"{Short(recorded)}: {difference}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Configs_of_Keras_compute_what_Keras_computes(string function)
    {
        List<string> differences = [];
        foreach (JsonElement record in Records[function])
        {
            JsonElement recorded = AllCases[record.GetProperty("case").GetInt32()];
            JsonElement[] references = [.. References(recorded)];
            if (!IsTaken(recorded) || references.Any(r => r.GetArrayLength() == 2))
                continue;
            string text = ModelText(record, recorded, references);
            using Model model = Keras.Model.FromJson(text);
            Tensor[] values = [.. references.Select(OpFixture.Tensor)];
            using Function compiled = Function.Trace(
                "recorded",
                [.. values.Select(TensorSpec.Of)],
                symbols => [.. model.Graph!.Run(symbols, new CallContext())]);
            Tensor[] computed = EagerFunctions.Run(compiled, values);
            JsonElement[] expected = [.. recorded.GetProperty("out").EnumerateArray()];
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i].ValueKind != JsonValueKind.Array)
                    continue;
                using Tensor wanted = OpFixture.Tensor(expected[i]);
                using Tensor got = OpSigns.Settle(function, i, computed[i]);
                double tolerance = recorded.TryGetProperty("tolerance", out JsonElement given) ? given.GetDouble() : 0;
                if (OpComparison.Difference(wanted, got, wanted.DType.IsFloatingPoint ? tolerance : 0) is { } difference)
                    differences.Add($"{Short(recorded)}: output {i}: {difference}");
            }

            foreach (Tensor tensor in values.Concat(computed))
                tensor.Dispose();
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // The references of a case's tensors in the order of its arguments.
    private static IEnumerable<JsonElement> References(JsonElement recorded)
    {
        IEnumerable<JsonElement> arguments = recorded.GetProperty("args").EnumerateArray();
        if (recorded.TryGetProperty("kwargs", out JsonElement kwargs))
            arguments = arguments.Concat(kwargs.EnumerateObject().Select(p => p.Value));
        foreach (JsonElement argument in arguments.Where(a => a.ValueKind == JsonValueKind.Object))
        {
            if (argument.TryGetProperty("t", out JsonElement one))
                yield return one;
            else if (argument.TryGetProperty("ts", out JsonElement several))
            {
                foreach (JsonElement reference in several.EnumerateArray())
                    yield return reference;
            }
        }
    }

    // The fixture has words where numbers are infinite.
    private static string Layers(JsonElement record) => record.GetProperty("layers").GetRawText()
        .Replace("\"Infinity\"", "1e999", StringComparison.Ordinal).Replace("\"-Infinity\"", "-1e999", StringComparison.Ordinal);

    private static string ModelText(JsonElement record, JsonElement recorded, JsonElement[] references)
    {
        JsonArray layers = [];
        JsonArray inputs = [];
        for (int i = 0; i < references.Length; i++)
        {
            JsonArray shape = [.. Shape(recorded, references[i]).Select(d => d < 0 ? null : (JsonNode)d)];
            layers.Add((JsonNode)new JsonObject
            {
                ["module"] = "keras.layers",
                ["class_name"] = "InputLayer",
                ["config"] = new JsonObject
                {
                    ["batch_shape"] = shape,
                    ["dtype"] = references[i][0]
                    .GetString(),
                    ["sparse"] = false,
                    ["name"] = $"x{i}"
                },
                ["registered_name"] = null,
                ["name"] = $"x{i}",
                ["inbound_nodes"] = new JsonArray(),
            });
            inputs.Add((JsonNode)new JsonArray($"x{i}", 0, 0));
        }

        JsonArray operations = (JsonArray)JsonNode.Parse(Layers(record))!;
        string last = operations[^1]!["name"]!.ToString();
        JsonArray outputs = [.. Enumerable.Range(0, record.GetProperty("spec").GetArrayLength())
            .Select(i => (JsonNode)new JsonArray(last, 0, i))];
        foreach (JsonNode? operation in operations)
            layers.Add(operation!.DeepClone());
        JsonObject config = new()
        {
            ["name"] = "recorded",
            ["trainable"] = true,
            ["layers"] = layers,
            ["input_layers"] = inputs,
            ["output_layers"] = outputs
        };
        return new JsonObject
        {
            ["module"] = "keras.src.models.functional",
            ["class_name"] = "Functional",
            ["config"] = config,
            ["registered_name"] = "Functional",
        }.ToJsonString();
    }

    private static Input Add(List<KerasTensor> inputs, JsonElement recorded, JsonElement reference)
    {
        Input input = new(new InputLayer(DTypes.Parse(reference[0].GetString()!),
            Shape(recorded, reference))
        { Name = $"x{inputs.Count}" });
        inputs.Add(input);
        return input;
    }

    private static Shape Shape(JsonElement recorded, JsonElement reference)
    {
        Shape shape = [.. reference.EnumerateArray().Skip(2).Select(d => d.GetInt64())];
        bool isFixed = recorded.GetRawText().Contains($"{{\"t\": {reference.GetRawText()}, \"fixed\": true}}", StringComparison.Ordinal);
        return recorded.TryGetProperty("batch", out _) && !isFixed && shape.Rank > 0 ? shape[1..].Prepend(-1) : shape;
    }

    // Complex inputs are no model's, and of Where(condition) Keras records one output where it computes several.
    private static bool IsTaken(JsonElement recorded) =>
        !recorded.GetProperty("args").GetRawText().Contains("\"c\":", StringComparison.Ordinal)
        && !(recorded.GetProperty("op").GetString() == "where" && recorded.GetProperty("args").GetArrayLength() == 1);

    // Where Keras tells beforehand something else than it computes, what it computes counts.
    private static string? ShapeDifference(JsonElement record, JsonElement recorded, KerasTensor[] outputs)
    {
        JsonElement[] expected = [.. record.GetProperty("spec").EnumerateArray()];
        JsonElement[] computed = [.. recorded.GetProperty("out").EnumerateArray()];
        if (expected.Length != outputs.Length)
            return $"expected {expected.Length} outputs, got {outputs.Length}";
        for (int i = 0; i < expected.Length; i++)
        {
            Shape shape = [.. expected[i].EnumerateArray().Skip(1).Select(d => d.GetInt64())];
            bool isKnown = shape.Rank == outputs[i].Shape.Rank && shape.Zip(outputs[i].Shape).All(d => d.First < 0 || d.First == d.Second);
            bool isTold = isKnown && outputs[i].DType.StandardName == expected[i][0].GetString();
            if (!isTold && !(i < computed.Length && IsComputed(computed[i], outputs[i])))
                return $"output {i}: expected {expected[i]}, got {outputs[i].DType.StandardName} {outputs[i].Shape}";
        }

        return null;
    }

    // An index of one entry is a tuple there, x[(0,)], and the entry here.
    private static JsonArray WithoutTuplesOfOne(JsonArray layers)
    {
        foreach (JsonNode? layer in layers.Where(l => l!["class_name"]!.ToString() == "GetItem"))
        {
            JsonArray arguments = (JsonArray)layer!["inbound_nodes"]![0]!["args"]!;
            if (arguments[1] is JsonArray { Count: 1 } tuple)
                arguments[1] = tuple[0]?.DeepClone();
        }

        return layers;
    }

    private static bool IsComputed(JsonElement computed, KerasTensor output)
    {
        bool isComplex = computed.ValueKind == JsonValueKind.Object;
        JsonElement reference = isComplex ? computed.GetProperty("c")[0] : computed;
        Shape shape = [.. reference.EnumerateArray().Skip(2).Select(d => d.GetInt64())];
        return output.Shape.Rank == shape.Rank && output.Shape.IsCompatibleWith(shape)
            && (isComplex ? output.DType == DType.Complex64 : output.DType.StandardName == reference[0].GetString());
    }

    // Names are counted in the whole process, and shapes are compared apart.
    private static string Text(JsonArray layers)
    {
        string text = layers.ToJsonString();
        foreach (JsonNode? layer in layers)
            text = text.Replace($"\"{layer!["name"]}\"", $"\"{layer["class_name"]}\"", StringComparison.Ordinal);
        text = Regex.Replace(text, "\"shape\":\\[[^\\]]*\\]", "\"shape\":[]");
        // A number without a fraction is written as Keras's default is, which a double cannot tell.
        return Regex.Replace(text, "(?<=[0-9])\\.0(?=[,}\\]])", "");
    }

    private static string Short(JsonElement recorded) =>
        recorded.GetRawText()[..Math.Min(200, recorded.GetRawText().Length)].ReplaceLineEndings(" ");
}
