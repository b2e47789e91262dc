using System.Text;
using System.Text.Json.Nodes;
using Keras.Constraints;
using Keras.Core;
using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Every class that has a config reads what the real Keras writes and writes the very same text.</summary>
public sealed class EnvelopeTests
{
    private static readonly Dictionary<string, Func<JsonObject, KerasObject>> Readers = new()
    {
        ["layers"] = LayerRegistry.Instance.FromJson,
        ["sequential"] = LayerRegistry.Instance.FromJson,
        ["losses"] = LossRegistry.Instance.FromJson,
        ["metrics"] = MetricRegistry.Instance.FromJson,
        ["optimizers"] = OptimizerRegistry.Instance.FromJson,
        ["schedules"] = ScheduleRegistry.Instance.FromJson,
        ["initializers"] = InitializerRegistry.Instance.FromJson,
        ["regularizers"] = RegularizerRegistry.Instance.FromJson,
        ["constraints"] = ConstraintRegistry.Instance.FromJson,
        ["dtype_policies"] = envelope => DTypePolicy.FromConfig(new Config(new JsonObject { ["dtype"] = envelope.DeepClone() })),
    };

    public static TheoryData<string, string> Envelopes
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string group in Readers.Keys)
            {
                foreach (string text in Texts(group))
                    data.Add(group, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void What_Keras_writes_is_read_and_written_again(string group, string text)
    {
        JsonObject envelope = Parse(text);
        KerasObject read = Readers[group](envelope);
        using (read as IDisposable)
            Assert.Equal(PythonJson.Write(KeysLeftOut.Without(envelope)), PythonJson.Write(SerializedObject.Wrap(read)));
    }

    /// <summary>A class with a config that nobody asked the real Keras about is a hole in these tests.</summary>
    [Fact]
    public void No_class_is_missing()
    {
        // Older names of classes of which Keras writes the newer.
        string[] olderNames = ["IdentityInitializer", "OrthogonalInitializer", "STFTInitializer"];
        // Functional models, architectures and SavedModels have fixtures of their own; Lambda layers are read only where their function is
        // registered.
        AssertAll("layers", LayerRegistry.Instance.ClassNames, nameof(Sequential), "Functional", nameof(Lambda), "CustomScaleLayer",
            "LayerScale", "StochasticDepth", "FeatureSpace", "TFDConcat", "TFDIdentity", "TFSMLayer");
        AssertAll("losses", LossRegistry.Instance.ClassNames);
        AssertAll("metrics", MetricRegistry.Instance.ClassNames);
        AssertAll("optimizers", OptimizerRegistry.Instance.ClassNames);
        AssertAll("schedules", ScheduleRegistry.Instance.ClassNames);
        AssertAll("initializers", InitializerRegistry.Instance.ClassNames, olderNames);
        AssertAll("regularizers", RegularizerRegistry.Instance.ClassNames);
        AssertAll("constraints", ConstraintRegistry.Instance.ClassNames);

        static void AssertAll(string group, IReadOnlyList<string> registered, params string[] elsewhere) =>
            Assert.Equal(registered.Except(elsewhere), Texts(group)
                .Select(text => (string)Parse(text)["class_name"]!).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Other classes of this library that have a config are in no registry, and are not written.</summary>
    [Fact]
    public void Every_public_class_is_registered()
    {
        string[] registered =
        [
            .. LayerRegistry.Instance.ClassNames, .. LossRegistry.Instance.ClassNames,
                .. MetricRegistry.Instance.ClassNames, .. OptimizerRegistry.Instance.ClassNames,
            .. ScheduleRegistry.Instance.ClassNames, .. InitializerRegistry.Instance.ClassNames, .. RegularizerRegistry.Instance.ClassNames,
            .. ConstraintRegistry.Instance.ClassNames, nameof(DTypePolicy), nameof(QuantizedDTypePolicy),
            nameof(QuantizedFloat8DTypePolicy), nameof(Int4DTypePolicy), nameof(GPTQDTypePolicy), nameof(AWQDTypePolicy),
            nameof(DTypePolicyMap), .. Quantizer.Registry.ClassNames, .. QuantizationConfig.Registry.ClassNames,
            // MultiOptimizer alone reads it.
            nameof(OptimizerMap),
            // Files name it Functional.
            nameof(Model),
            // Layers of it write its arguments as their own, and Keras has no name for it.
            nameof(ConvLSTMCell),
        ];
        Assert.Empty(typeof(KerasObject).Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(KerasObject)) && !t.IsAbstract && !registered.Contains(t.Name))
            .Select(t => t.Name));
    }

    internal static IEnumerable<string> Texts(string group) => Fixture.Load("envelopes").Cases(group).Select(c => c.GetString()!);

    internal static JsonObject Parse(string text) => PythonJson.Parse(Encoding.UTF8.GetBytes(text));
}
