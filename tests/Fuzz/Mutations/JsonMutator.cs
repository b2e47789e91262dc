using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fuzz.Mutations;

/// <summary>Changes JSON that stays JSON: other values, types, classes, shapes, missing, double and unknown keys, and depth.</summary>
internal static class JsonMutator
{
    private const string Doubled = "\u2063twice\u2063";
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };
    private static readonly JsonSerializerOptions DeepOutput =
        new() { MaxDepth = 1000, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Names =
    [
        "Sequential", "Functional", "Dense", "Dropout", "Flatten", "Activation", "InputLayer",
            "Lambda", "__lambda__", "__tensor__", "__numpy__", "function", "Adam",
        "SGD", "AUC", "Precision", "F1Score", "Mean", "MeanSquaredError", "CategoricalCrossentropy",
            "Constant", "Identity", "Orthogonal", "STFT", "VarianceScaling",
        "L1L2", "MaxNorm", "DTypePolicy", "ExponentialDecay", "PiecewiseConstantDecay", "LossScaleOptimizer", "MeanIoU",
            "OneHotIoU", "Muon", "PrecisionAtRecall", "relu", "softmax", "float16", "string", "int32", "",
    ];

    /// <summary>A changed copy of a JSON text, in UTF-8.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> json, Random random)
    {
        JsonNode root = JsonNode.Parse(json, documentOptions: Deep)!;
        for (int change = random.Next(1, 4); change > 0; change--)
            Change(root, random);
        string text = root.ToJsonString(DeepOutput);
        return Encoding.UTF8.GetBytes(text.Replace(Doubled, "", StringComparison.Ordinal));
    }

    private static void Change(JsonNode root, Random random)
    {
        List<(JsonNode Parent, string? Key, int Index)> places = [];
        Collect(root, places);
        if (places.Count == 0)
            return;
        (JsonNode parent, string? key, int index) = places[random.Next(places.Count)];
        JsonNode? value = key is not null ? parent[key] : parent[index];
        switch (random.Next(10))
        {
            case 0 when key is not null:
                ((JsonObject)parent).Remove(key);
                break;
            case 0:
                ((JsonArray)parent).RemoveAt(index);
                break;
            case 1 when key is not null:
                ((JsonObject)parent)[key + Doubled] = random.Next(2) == 0 ? value?.DeepClone() : Other(random);
                break;
            case 1:
                for (int copies = random.Next(1, 60); copies > 0; copies--)
                    ((JsonArray)parent).Insert(index, value?.DeepClone());
                break;
            case 2 when key is not null:
                ((JsonObject)parent)["unknown"] = Other(random);
                break;
            case 3 or 4:
                (JsonNode otherParent, string? otherKey, int otherIndex) = places[random.Next(places.Count)];
                Set(parent, key, index, (otherKey is not null ? otherParent[otherKey] : otherParent[otherIndex])?.DeepClone());
                break;
            case 5:
                Set(parent, key, index, Nested(value?.DeepClone(), random));
                break;
            default:
                Set(parent, key, index, key == "class_name" ? Names[random.Next(Names.Length)]
                    : value is JsonValue && random.Next(2) == 0 ? Similar(value, random) : Other(random));
                break;
        }
    }

    private static JsonNode? Similar(JsonNode value, Random random) => value.GetValueKind() switch
    {
        JsonValueKind.Number => random.Next(3) switch
        {
            0 => -Number(value),
            1 => Math.Min(Number(value) * 1e6, double.MaxValue),
            _ => InterestingNumbers.Next(random)
        },
        JsonValueKind.String => Names[random.Next(Names.Length)],
        JsonValueKind.True => false,
        _ => true,
    };

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode? Other(Random random)
    {
        switch (random.Next(15))
        {
            case 0:
                return null;
            case 1:
                return random.Next(2) == 0;
            case 2 or 3 or 4:
                return InterestingNumbers.Next(random);
            case 5:
                return (double[])[0.5, -0.0, 1e-320, 1e19, 1e300, -1e300] is var doubles
                    ? JsonValue.Create(doubles[random.Next(doubles.Length)]) : null;
            case 6 or 7:
                return Names[random.Next(Names.Length)];
            case 8:
                return new string('x', random.Next(1, 20_000));
            case 9:
                return new JsonObject();
            case 10:
                return new JsonArray();
            case 11:
                return new JsonArray([.. Enumerable.Range(0, random.Next(1, 5))
                    .Select(_ => random.Next(3) == 0 ? null : (JsonNode)InterestingNumbers.Next(random))]);
            case 13:
                return new JsonObject
                {
                    ["class_name"] = random.Next(2) == 0 ? "__numpy__" : "__tensor__",
                    ["config"] = new JsonObject { ["value"] = Other(random), ["dtype"] = "float32" }
                };
            case 12:
                return new JsonArray([.. Enumerable.Range(0, random.Next(30, 400)).Select(_ => (JsonNode)random.Next(3))]);
            default:
                return new JsonObject { ["class_name"] = Names[random.Next(Names.Length)], ["config"] = new JsonObject() };
        }
    }

    private static JsonNode? Nested(JsonNode? value, Random random)
    {
        int kind = random.Next(3);
        for (int depth = random.Next(1, random.Next(2) == 0 ? 4 : 100); depth > 0; depth--)
        {
            value = kind switch
            {
                0 => new JsonArray(value),
                1 => new JsonObject { ["config"] = value },
                _ => new JsonObject
                {
                    ["module"] = "keras",
                    ["class_name"] = "Sequential",
                    ["config"] = new JsonObject { ["layers"] = new JsonArray(value) }
                },
            };
        }

        return value;
    }

    private static void Set(JsonNode parent, string? key, int index, JsonNode? value)
    {
        if (key is not null)
            ((JsonObject)parent)[key] = value;
        else
            ((JsonArray)parent)[index] = value;
    }

    private static void Collect(JsonNode node, List<(JsonNode, string?, int)> places)
    {
        if (node is JsonObject item)
        {
            foreach ((string key, JsonNode? value) in item)
            {
                places.Add((node, key, 0));
                if (value is not null)
                    Collect(value, places);
            }
        }
        else if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                places.Add((node, null, i));
                if (list[i] is { } value)
                    Collect(value, places);
            }
        }
    }
}
