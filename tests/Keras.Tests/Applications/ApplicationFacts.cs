using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Keras.Core;
using Keras.Layers;
using TensorFlow;

namespace Keras.Tests.Applications;

/// <summary>What <c>make_applications.py</c> writes of a model of Keras's, of one of ours.</summary>
internal static partial class ApplicationFacts
{
    // Given names that look like automatic ones.
    private static readonly string[] GivenNames = ["reshape_2"];

    /// <summary>The config of each layer in a form that does not depend on how numbers are written or keys are ordered.</summary>
    public static string[] LayerConfigs(Model model)
    {
        using JsonDocument json = JsonDocument.Parse(model.ToJson());
        JsonElement[] layers = [.. json.RootElement.GetProperty("config").GetProperty("layers").EnumerateArray()];
        Dictionary<string, string> names = AutomaticNames(layers);
        return [.. layers.Select(l => Canonical(l, names))];
    }

    /// <summary>The first 8 digits of the hash of each.</summary>
    public static string Digests(IEnumerable<string> texts) => string.Concat(texts.Select(t => Digest(t)[..8]));

    /// <summary>The hash of the names of all weights with their layers', and of their shapes.</summary>
    public static string Weights(Model model)
    {
        using JsonDocument json = JsonDocument.Parse(model.ToJson());
        JsonElement layers = json.RootElement.GetProperty("config").GetProperty("layers");
        Dictionary<string, string> names = AutomaticNames([.. layers.EnumerateArray()]);
        return Digest(string.Concat(model.Weights.Select(w => string.Create(
            CultureInfo.InvariantCulture, $"{Renamed(w.Path, names)} [{string.Join(",", w.Shape)}]\n"))));
    }

    private static string Renamed(string path, Dictionary<string, string> names) =>
        string.Join('/', path.Split('/').TakeLast(2).Select(part => names.GetValueOrDefault(part, part)));

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Numbers in [-0.5, 0.5) that depend on the index alone.</summary>
    public static float[] Noise(long count, int index)
    {
        float[] numbers = new float[count];
        uint start = unchecked((uint)index * 0x85EBCA6B);
        for (int i = 0; i < numbers.Length; i++)
        {
            uint h = unchecked(((uint)i * 0x9E3779B1) + start);
            h ^= h >> 15;
            h = unchecked(h * 0x2C1B3C6D);
            h ^= h >> 12;
            h = unchecked(h * 0x297A2D39);
            h ^= h >> 15;
            numbers[i] = ((h >> 8) / (float)(1 << 24)) - 0.5f;
        }

        return numbers;
    }

    /// <summary>A small image, in the range of values that the model takes.</summary>
    public static Tensor Image(Model model, int side)
    {
        bool scales = model.Layers.Any(l => l.ClassName is "Rescaling" or "Normalization");
        float[] pixels = [.. Noise(side * side * 3, 9999).Select(u => scales ? (u + 0.5f) * 255f : u * 2f)];
        return Tensor.Create<float>(pixels, [1, side, side, 3]);
    }

    /// <summary>Gives the weights values such that activations keep their size.</summary>
    public static void Fill(Model model)
    {
        int index = 0;
        foreach ((Weight weight, Layer layer) in Owners(model))
        {
            int position = index++;
            if (layer.ClassName == "Normalization")
                continue;
            float[] numbers = Noise(weight.Shape.ElementCount, position);
            (float scale, float offset) = Range(weight, layer);
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = (numbers[i] * scale) + offset;
            using Tensor value = Tensor.Create<float>(numbers, weight.Shape);
            weight.Assign(value);
        }
    }

    private static (float Scale, float Offset) Range(Weight weight, Layer layer)
    {
        if (weight.Shape.Rank >= 2)
        {
            bool isIsolated = layer is DepthwiseConv2D || weight.Name == "depthwise_kernel";
            long fanIn = isIsolated ? weight.Shape[0] * weight.Shape[1] : weight.Shape.ElementCount / weight.Shape[^1];
            return ((float)(1.4 * Math.Sqrt(12.0 / fanIn)), 0);
        }

        return weight.Name switch
        {
            "gamma" => (0.2f, 1),
            "moving_variance" => (0.5f, 1),
            _ => (0.1f, 0),
        };
    }

    private static IEnumerable<(Weight Weight, Layer Layer)> Owners(Model model) => model.Layers.SelectMany(
        layer => layer is Model inner ? Owners(inner) : layer.Weights.Select(w => (w, layer)));

    // Automatic names are counted in the whole process; here they begin at 0 in each model.
    private static Dictionary<string, string> AutomaticNames(JsonElement[] layers)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (IGrouping<string, (string Name, string Prefix)> group in layers
            .Select(l => (Name: l.GetProperty("name").GetString()!, Prefix: SnakeCase.Of(l.GetProperty("class_name").GetString()!)))
            .Where(l => !GivenNames.Contains(l.Name) && AutomaticName().Match(l.Name) is { Success: true } match
                && match.Groups["prefix"].Value == l.Prefix)
            .GroupBy(l => l.Prefix))
        {
            int number = 0;
            foreach ((string name, string prefix) in group.OrderBy(n => Number(n.Name, n.Prefix)))
            {
                names[name] = number == 0 ? prefix : string.Create(CultureInfo.InvariantCulture, $"{prefix}_{number}");
                number++;
            }
        }

        return names;
    }

    private static int Number(string name, string prefix) =>
        name == prefix ? 0 : int.Parse(name[(prefix.Length + 1)..], CultureInfo.InvariantCulture);

    private static string Canonical(JsonElement value, Dictionary<string, string> names, bool isNamed = true) => value.ValueKind switch
    {
        // The name of the input inside of a Sequential says nothing.
        JsonValueKind.Object when !value.TryGetProperty("inbound_nodes", out _) && value.TryGetProperty("class_name", out JsonElement name)
            && name.ValueEquals("InputLayer") && isNamed =>
            Canonical(value, names, isNamed: false),
        JsonValueKind.Object when value.TryGetProperty("class_name", out JsonElement name) && name.ValueEquals("DTypePolicy") =>
            Canonical(value.GetProperty("config").GetProperty("name"), names),
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject()
            .Where(p => !IsLeftOut(p) && (isNamed || p.Name != "name")).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"\"{p.Name}\":{Canonical(p.Value, names, isNamed)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(v => Canonical(v, names))) + "]",
        JsonValueKind.String => $"\"{names.GetValueOrDefault(value.GetString()!, value.GetString()!)}\"",
        JsonValueKind.Number => value.GetDouble().ToString("0.000000000000e+00", CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    // Arguments that may be left out, where they have their defaults.
    private static bool IsLeftOut(JsonProperty property) => property.Name switch
    {
        "input_axes" or "output_axes" or "renorm_clipping" or "mask" or "quantization_config" =>
            property.Value.ValueKind == JsonValueKind.Null,
        "ragged" or "optional" or "renorm" or "training" or "rms_scaling" => property.Value.ValueKind == JsonValueKind.False,
        "data_format" => property.Value.ValueEquals("channels_last"),
        "renorm_momentum" => property.Value.ValueKind == JsonValueKind.Number && property.Value.GetDouble() == 0.99,
        _ => false,
    };

    [GeneratedRegex(@"^(?<prefix>.*?)(_\d+)?$")]
    private static partial Regex AutomaticName();
}
