using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keras.Constraints;
using Keras.Core;
using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>
/// Every class of the real Keras is here, with every argument under its name in .NET spelling and with its default, or is left out for a
/// reason that <see cref="ArgumentsLeftOut"/> gives (<c>make_signatures.py</c>). A default stands in the constructor and in the reader of
/// configs; here both are held to Keras's, and so to each other.
/// </summary>
public sealed partial class ArgumentContractTests
{
    private static readonly JsonElement Root = Fixture.Load("signatures").Root;

    private static readonly Dictionary<string, RegistryView> Groups = new()
    {
        ["layers"] = Of(LayerRegistry.Instance),
        ["losses"] = Of(LossRegistry.Instance),
        ["metrics"] = Of(MetricRegistry.Instance),
        ["optimizers"] = Of(OptimizerRegistry.Instance),
        ["schedules"] = Of(ScheduleRegistry.Instance),
        ["initializers"] = Of(InitializerRegistry.Instance),
        ["regularizers"] = Of(RegularizerRegistry.Instance),
        ["constraints"] = Of(ConstraintRegistry.Instance),
    };

    // Arguments that Keras does not require but that have to be given here: Keras makes an input layer of a shape only, and names a missing
    // backward layer after the other one.
    private static readonly Dictionary<string, string> AlsoRequired = new()
    {
        ["Bidirectional"] = "backward_layer",
        ["InputLayer"] = "batch_shape",
    };

    // Models, whose arguments are layers, and names that files have beside those of the classes.
    private static readonly string[] BesidesKeras =
    [
        "Functional", "Sequential", "IdentityInitializer", "OrthogonalInitializer", "STFTInitializer",
        // Of architectures; keras.layers has them not.
        "CustomScaleLayer", "LayerScale", "StochasticDepth",
        // In Keras a utility with two layers that have no public name.
        "FeatureSpace", "TFDConcat", "TFDIdentity",
    ];

    public static TheoryData<string, string> Classes
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string group in Groups.Keys)
            {
                foreach (JsonProperty one in Root.GetProperty(group).EnumerateObject().Where(c =>
                    !ArgumentsLeftOut.Classes.ContainsKey(c.Name)))
                    data.Add(group, one.Name);
            }

            return data;
        }
    }

    [Fact]
    public void A_class_is_here_or_left_out_for_a_reason()
    {
        foreach ((string group, (Func<string, bool> knows, _, _)) in Groups)
        {
            Assert.All(Root.GetProperty(group).EnumerateObject(), one => Assert.True(
                knows(one.Name) || ArgumentsLeftOut.Classes.ContainsKey(one.Name),
                    $"{group}: {one.Name} is neither here nor left out for a reason"));
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_argument_has_a_parameter_or_a_property(string group, string name)
    {
        Type type = TypeOf(group, name);
        // The dtype of a layer is its policy: DTypePolicy.
        HashSet<string> here = new(
            type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name!)
                .Concat(type.IsAssignableTo(typeof(Layer)) ? ["dtype"] : [])
                .Concat(type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name)),
            StringComparer.OrdinalIgnoreCase);
        string[] missing = [.. Root.GetProperty(group).GetProperty(name).GetProperty("arguments").EnumerateArray().Select(a =>
            a[0].GetString()!)
            .Where(a => ArgumentsLeftOut.Reason(name, a) is null
                && !here.Contains(ArgumentsLeftOut.Renamed(name, a).Replace("_", "", StringComparison.Ordinal)))];
        Assert.True(missing.Length == 0, $"{name} has no {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Defaults_give_the_config_of_Keras(string group, string name)
    {
        JsonElement said = Root.GetProperty(group).GetProperty(name);
        if (!said.TryGetProperty("config", out JsonElement text))
            Assert.Skip($"Keras made no {name}: {said.GetProperty("refused")}");
        JsonObject expected = KeysLeftOut.WithoutIn(name, (JsonObject)JsonNode.Parse(text.GetString()!)!);
        KerasObject made = Make(TypeOf(group, name), (JsonObject)JsonNode.Parse(said.GetProperty("values").GetRawText())!);
        using (made as IDisposable)
        {
            JsonObject actual = made.GetConfig().ToJson();
            Assert.Equal(Plain(expected), Plain(actual));
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_config_without_optional_arguments_has_the_same_defaults(string group, string name)
    {
        JsonElement said = Root.GetProperty(group).GetProperty(name);
        if (!said.TryGetProperty("config", out JsonElement text))
            Assert.Skip($"Keras made no {name}: {said.GetProperty("refused")}");
        JsonObject full = (JsonObject)JsonNode.Parse(text.GetString()!)!, required = [];
        IEnumerable<string> keys = said.GetProperty("values").EnumerateObject().Select(v => v.Name);
        foreach (string key in (AlsoRequired.TryGetValue(name, out string? also) ? keys.Append(also) : keys).Where(full.ContainsKey))
            required[key] = full[key]?.DeepClone();
        object made = Groups[group].Make(name, new Config(required));
        using (made as IDisposable)
            Assert.Equal(Plain(KeysLeftOut.WithoutIn(name, full)), Plain(((KerasObject)made).GetConfig().ToJson()));
    }

    [Fact]
    public void A_class_of_a_registry_is_compared_with_that_of_Keras()
    {
        foreach ((string group, (_, _, IReadOnlyList<string> names)) in Groups)
            Assert.Empty(names.Except(Root.GetProperty(group).EnumerateObject().Select(one => one.Name)).Except(BesidesKeras));
    }

    // A name is counted up in a process; everything else is compared letter for letter.
    private static string Plain(JsonObject config) => CountedName().Replace(PythonJson.Write(config), "$1\"");

    [GeneratedRegex("(\"name\": \"[a-z0-9_]+?)_[0-9]+\"")]
    private static partial Regex CountedName();

    private static RegistryView Of<T>(Registry<T> registry)
        where T : class => new(registry.Knows, registry.FromConfig, registry.ClassNames);

    // The class that a file's class is.
    private static Type TypeOf(string group, string name)
    {
        // Made of the files of a SavedModel only.
        if (name == nameof(TFSMLayer))
            return typeof(TFSMLayer);
        JsonElement said = Root.GetProperty(group).GetProperty(name);
        JsonObject config = said.TryGetProperty("config", out JsonElement text) ? (JsonObject)JsonNode.Parse(text.GetString()!)! : [];
        object made = Groups[group].Make(name, new Config(config));
        using (made as IDisposable)
            return made.GetType();
    }

    // By the public constructor that takes the values, everything else left out.
    private static KerasObject Make(Type type, JsonObject values)
    {
        // A span cannot be passed by reflection.
        if (type == typeof(Permute))
            return new Permute([1]);
        if (type == typeof(EinsumDense))
            return new EinsumDense(values["equation"]!.ToString(), values["output_shape"]!.GetValue<int>());
        string[] given = [.. values.Select(v => ArgumentsLeftOut.Renamed(type.Name, v.Key).Replace("_", "", StringComparison.Ordinal))];
        foreach (ConstructorInfo constructor in type.GetConstructors().OrderBy(c => c.GetParameters().Count(p => !p.HasDefaultValue)))
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (!given.All(g => parameters.Any(p => string.Equals(p.Name, g, StringComparison.OrdinalIgnoreCase)))
                || parameters.Any(p => !p.HasDefaultValue && !given.Contains(p.Name, StringComparer.OrdinalIgnoreCase)))
                continue;
            object?[] arguments = [.. parameters.Select(p =>
                Array.FindIndex(given, g => string.Equals(g, p.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and int at
                ? ArgumentValues.Convert(values.ElementAt(at).Value!, p.ParameterType)
                : Type.Missing)];
            if (arguments.Contains(ArgumentValues.None))
                continue;
            return (KerasObject)constructor.Invoke(BindingFlags.OptionalParamBinding, null, arguments, null);
        }

        throw new InvalidOperationException($"{type.Name} has no public constructor of {string.Join(", ", given)}.");
    }

    private sealed record RegistryView(Func<string, bool> Knows, Func<string, Config, object> Make, IReadOnlyList<string> Names);
}
