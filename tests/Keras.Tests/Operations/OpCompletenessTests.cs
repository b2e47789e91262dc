using System.Reflection;
using System.Text.Json;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Every function of Keras's is here, or refused with a reason, under its name and with its parameters.</summary>
public sealed class OpCompletenessTests
{
    private static readonly (string Keras, string Ops, string Reason)[] List =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Operations", "keras-ops.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], parts[1], parts[2])),
    ];

    // Functions of functions: C# has its own forms of them, and they have tests of their own.
    private static readonly string[] ControlFlow =
        ["scan", "while_loop", "fori_loop", "cond", "switch", "map", "associative_scan", "vectorized_map", "custom_gradient", "jvp"];

    private static readonly JsonElement Signatures = OpFixture.Root.GetProperty("signatures");

    [Fact]
    public void The_list_has_every_function_of_Keras() =>
        Assert.Equal(Signatures.EnumerateObject().Select(s => s.Name)
            .Order(StringComparer.Ordinal), List.Select(l => l.Keras).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_is_here_or_refused_with_a_reason()
    {
        HashSet<string> here = [.. Methods(typeof(Ops), "").Concat(Methods(typeof(Ops.Image), "Image."))];
        Assert.All(List, l => Assert.True(l.Ops == "-" ? l.Reason.Length > 10 : here.Contains(l.Ops), $"{l.Keras}: {l.Ops} is not there"));

        // What has come meanwhile must not stay in the list as missing.
        HashSet<string> keys = [.. here.Select(OpEntry.KeyOf)];
        Assert.All(List.Where(l => l.Ops == "-"), l => Assert.DoesNotContain(OpEntry.KeyOf(l.Keras), keys));
    }

    [Fact]
    public void Each_that_returns_symbols_has_a_case_of_the_real_Keras()
    {
        HashSet<string> special = ["elastic_transform", "argpartition", "imag", "array", "convert_to_tensor", .. ControlFlow];
        string[] untested = [.. List.Where(l => l.Ops != "-" && !OpFixture.Cases.Contains(l.Keras))
            .Select(l => l.Keras.Replace("image.", "", StringComparison.Ordinal))];
        Assert.Empty(untested.Except(special));
    }

    [Fact]
    public void Parameters_have_the_names_and_the_order_of_Keras()
    {
        List<string> differences = [];
        foreach ((string keras, string ops, _)
            in List.Where(l => l.Ops != "-" && !ParametersThatDiffer.Contains(l.Keras) && !ControlFlow.Contains(l.Keras)))
        {
            string[] expected = [.. Signatures.GetProperty(keras).EnumerateArray()
                .Select(p => OpEntry.KeyOf(OpNames.Parameter(p[0].GetString()!))).Where(p => !LeftOut.Contains(p))];
            OpEntry[] overloads = [.. OpTable.Entries.Where(e => e.Name == ops)];
            if (overloads.Length > 0 && !overloads.Any(o => o.Parameters.Select(p => OpEntry.KeyOf(p.Name)).SequenceEqual(expected)))
                differences.Add($"{keras}: expected ({string.Join(", ", expected)}), "
                    + $"got ({string.Join(", ", overloads[0].Parameters.Select(p => p.Name))})");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Defaults_are_those_of_Keras()
    {
        List<string> differences = [];
        foreach ((string keras, string ops, _) in List.Where(l => l.Ops != "-" && !ControlFlow.Contains(l.Keras)))
        {
            foreach (JsonElement parameter in Signatures.GetProperty(keras).EnumerateArray().Where(p => p.GetArrayLength() == 2))
            {
                string name = OpEntry.KeyOf(OpNames.Parameter(parameter[0].GetString()!));
                OpParameter[] same = [.. OpTable.Entries.Where(e => e.Name == ops)
                    .SelectMany(e => e.Parameters).Where(p => OpEntry.KeyOf(p.Name) == name)];
                if (same.Length > 0 && !OtherwiseOptional.Contains($"{keras}: {parameter[0]}")
                    && !same.Any(p => p.HasDefault && IsSame(parameter[1], p)))
                    differences.Add($"{keras}: {parameter[0]} = {parameter[1]}, "
                        + $"here {string.Join(" or ", same.Select(p => p.Default?.ToString() ?? "null"))}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // Parameters of other backends, or of sparse tensors, which there are none of here.
    private static readonly HashSet<string> LeftOut =
        ["sparse", "ragged", "flashattention", "attnlogitssoftcap", "synchronized", "kwargs",
            "retstep", "computeuv", "returnindex", "returninverse", "returncounts", "fillmode"];

    // What Python puts into one parameter is two here, or the other way round; each overload's documentation tells.
    private static readonly HashSet<string> ParametersThatDiffer =
    [
        "split", "hsplit", "vsplit", "dsplit", "array_split", "relu", "select", "meshgrid",
            "einsum", "rearrange", "sparse_categorical_crossentropy", "tensordot",
        "image.elastic_transform", "image.affine_transform", "image.map_coordinates",
            "logspace", "geomspace", "arange", "kaiser", "linspace", "psnr",
    ];

    // Left out means another overload here, a list that may be empty, or nothing that makes sense (a number of classes, a type).
    private static readonly HashSet<string> OtherwiseOptional =
        ["arange: stop", "multi_hot: num_classes", "transpose: axes", "view: dtype", "where: x1", "where: x2"];

    private static bool IsSame(JsonElement keras, OpParameter here) => keras.ValueKind switch
    {
        // None is all axes, Keras's own default or the type that Keras takes.
        JsonValueKind.Null => here.Default is null or Axes { IsAll: true } or SpatialSizes { IsDefault: true }
            or TensorFlow.DType.Float32 or Scalar { Value: 0 } || here.Default is 0 or 0.0,
        JsonValueKind.True or JsonValueKind.False => here.Default is bool b && b == keras.GetBoolean(),
        JsonValueKind.Number => here.Default is SpatialSizes { IsDefault: true } or Axes { IsAll: true } or Scalar
            || (here.Default is not null && Convert.ToDouble(here.Default, System.Globalization.CultureInfo.InvariantCulture)
                .Equals(keras.GetDouble())),
        _ => here.Default as string == keras.GetString() || here.Default is null or Axes,
    };

    private static IEnumerable<string> Methods(Type type, string prefix) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => prefix + m.Name);
}
