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
/// reason that <see cref="ArgumentsLeftOut"/> gives (<c>make_signatures.py</c>).
/// </summary>
public sealed partial class ArgumentContractTests
{
    private static readonly JsonElement Root = Fixture.Load("signatures").Root;

    private static readonly Dictionary<string, (Func<string, bool> Knows, Func<string, Config, object> Make)> Groups = new()
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
        foreach ((string group, (Func<string, bool> knows, _)) in Groups)
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

    // A name is counted up in a process; everything else is compared letter for letter.
    private static string Plain(JsonObject config) => CountedName().Replace(PythonJson.Write(config), "$1\"");

    [GeneratedRegex("(\"name\": \"[a-z0-9_]+?)_[0-9]+\"")]
    private static partial Regex CountedName();

    private static (Func<string, bool> Knows, Func<string, Config, object> Make) Of<T>(Registry<T> registry)
        where T : class => (registry.Knows, registry.FromConfig);

    // The class that a file's class is.
    private static Type TypeOf(string group, string name)
    {
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
}
