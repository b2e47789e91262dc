using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Feature spaces learn, encode and go through files as the real Keras's do (<c>make_feature_space.py</c>).</summary>
public sealed class FeatureSpaceTests
{
    private static readonly JsonObject Document =
        (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(FixtureFile("feature_space.json")))!;

    [Theory]
    [InlineData("all_kinds")]
    [InlineData("by_name")]
    public void A_space_that_has_learned_encodes_as_Keras_does(string name)
    {
        using FeatureSpace space = Create(name);
        space.Adapt(Table("learned"));
        AssertEncodes(name, space);
    }

    [Theory]
    [InlineData("all_kinds")]
    [InlineData("by_name")]
    [InlineData("given")]
    public void A_file_of_Keras_is_read_and_written_again(string name)
    {
        using FeatureSpace space = FeatureSpace.Load(File(name));
        Assert.True(space.IsAdapted);
        AssertEncodes(name, space);
        InFile(path =>
        {
            space.Save(path);
            AssertSameConfig(File(name), path);
            using FeatureSpace again = FeatureSpace.Load(path);
            AssertEncodes(name, again);
        });
    }

    [Theory]
    [InlineData("all_kinds")]
    [InlineData("by_name")]
    [InlineData("given")]
    public void A_file_has_what_that_of_Keras_has(string name)
    {
        using FeatureSpace space = Create(name);
        if (!space.IsAdapted)
            space.Adapt(Table("learned"));
        InFile(path =>
        {
            space.Save(path);
            AssertSameConfig(File(name), path);
            Assert.Equal(Members(File(name)), Members(path));
        });
    }

    [Fact]
    public void A_stream_teaches_all_features_in_one_pass()
    {
        int passes = 0;
        using FeatureSpace space = Create("all_kinds");
        space.Adapt(Dataset.FromBatches(Batches()));
        Assert.Equal(1, passes);
        AssertEncodes("all_kinds", space, 1e-5);

        IEnumerable<Batch> Batches()
        {
            passes++;
            yield return new(Table("learned", 0, 2));
            yield return new(Table("learned", 2, 3));
        }
    }

    [Fact]
    public void Learning_anew_forgets_what_was_learned()
    {
        using FeatureSpace space = Create("all_kinds");
        space.Adapt(Table("other"));
        using Tensor other = space.Apply(Table("other"));
        space.Adapt(Table("learned"));
        AssertEncodes("all_kinds", space);
    }

    [Fact]
    public void A_model_of_the_encoded_features_has_plain_layers_and_predicts()
    {
        using FeatureSpace space = Create("all_kinds");
        space.Adapt(Table("learned"));
        using Model model = new(space.GetInputs(), new Dense(2).Apply(space.GetEncodedFeatures().Value!));
        using Model ofKeras = Model.Load(FixtureFile("feature_space_model.keras"));
        Assert.Equal(ofKeras.Layers.Select(l => l.GetType()).CountBy(t => t).ToHashSet(),
            model.Layers.Select(l => l.GetType()).CountBy(t => t).ToHashSet());
        Data rows = Table("other");
        float[] expected = [.. Flat(Document["all_kinds"]!["predicted"]!).Select(v => (float)v)];
        using Tensor actual = ofKeras.Predict(rows);
        Assert.All(expected.Zip(actual.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));

        model.Weights[^2].Assign(ofKeras.Weights[^2].Read());
        model.Weights[^1].Assign(ofKeras.Weights[^1].Read());
        using Tensor own = model.Predict(rows);
        Assert.All(expected.Zip(own.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));
        InFile(path =>
        {
            model.Save(path);
            using Model read = Model.Load(path);
            using Tensor again = read.Predict(rows);
            Assert.Equal(own.ToArray<float>(), again.ToArray<float>());
        });
    }

    [Fact]
    public void A_model_trains_on_columns_that_a_dataset_encodes()
    {
        using FeatureSpace space = Create("all_kinds");
        space.Adapt(Table("learned"));
        Dataset encoded = Dataset.FromTensors(Table("learned"), new float[] { 1, 0, 1, 0, 1 }).Map((x, y) => (space.Encode(x), y));
        using Sequential model = new(new Dense(1, "sigmoid") { InputShape = [39] });
        model.Compile(new Keras.Optimizers.Adam(0.1), "binary_crossentropy");
        History history = model.Fit(encoded, epochs: 30, verbose: Verbosity.Silent);
        Assert.InRange(history["loss"][^1], 0, history["loss"][0] / 2);
    }

    [Theory]
    [InlineData("strings")]
    [InlineData("integers that become strings")]
    public void What_XLA_cannot_compile_in_a_function_of_the_data_runs_ahead_with_the_ordinary_kernels(string what)
    {
        using FeatureSpace space = new(new() { ["a"] = what == "strings" ? FeatureSpace.StringHashed(3) : FeatureSpace.IntegerHashed(3) });
        Data rows = what == "strings" ? Enumerable.Range(0, 64).Select(i => $"{i}").ToArray() : Enumerable.Range(0, 64).ToArray();
        Dataset encoded = Dataset.FromTensors(new Data { ["a"] = rows }, new float[64]).Map((x, y) => (space.Encode(x), y));
        using Sequential model = new(new Dense(1) { InputShape = [3] });
        model.Compile("sgd", "mse");
        model.Fit(encoded, batchSize: 8, epochs: 1, verbose: Verbosity.Silent);
        Assert.Equal($"Hashing '{space.Features["a"].Preprocessor.Name}'", model.Compilation!.OrdinaryPart);
        model.Compile("sgd", "mse", jitCompile: JitCompile.On);
        History history = model.Fit(encoded, batchSize: 8, epochs: 1, verbose: Verbosity.Silent);
        Assert.True(history.Compilation!.IsCompiled);
        Assert.NotNull(history.Compilation.OrdinaryPart);
    }

    [Fact]
    public void Single_values_give_a_single_vector()
    {
        using FeatureSpace space = new(new() { ["a"] = "float", ["b"] = FeatureSpace.FloatDiscretized([0.5]) });
        using Tensor value = Tensor.Scalar(0.75f);
        using Tensor encoded = Evaluate.On(value, x => space.Encode(new Structure<Symbol> { ["a"] = x, ["b"] = x }).Value);
        Assert.True(encoded.Shape == Shape.Create(3));
        Assert.Equal([0.75f, 0, 1], encoded.ToArray<float>());
    }

    [Fact]
    public void Several_columns_of_numbers_of_other_types_are_taken()
    {
        using FeatureSpace space = new(new() { ["a"] = "float", ["b"] = "integer_categorical", ["c"] = "float_normalized" });
        Data table = new() { ["a"] = new[] { true, false }, ["b"] = new[] { 3.0, 4.0 }, ["c"] = new long[] { 2, 4 } };
        space.Adapt(table);
        using Tensor encoded = space.Apply(table);
        Assert.Equal([1f, 0, 0, 1, -1, 0, 0, 1, 0, 1], encoded.ToArray<float>());
    }

    [Fact]
    public void Boundaries_that_were_given_make_bins()
    {
        using FeatureSpace space = new(new() { ["a"] = FeatureSpace.FloatDiscretized([0.5, 1]) });
        using Tensor encoded = space.Apply(new Data { ["a"] = new[] { 0f, 0.75f, 7f } });
        Assert.Equal([1f, 0, 0, 0, 1, 0, 0, 0, 1], encoded.ToArray<float>());
    }

    [Fact]
    public void What_is_wrong_is_told_in_a_sentence()
    {
        AssertTold<ArgumentException>("expected at least one feature", () => new FeatureSpace([]));
        AssertTold<UnknownNameException>("There is no feature 'floats'", () => new FeatureSpace(new() { ["a"] = "floats" }));
        AssertTold<ArgumentException>("expected the output mode concat or dict, got 'sum'",
            () => new FeatureSpace(new() { ["a"] = "float" }, "sum"));
        AssertTold<ArgumentException>("has 'c', which is no feature", () => new FeatureSpace(
            new() { ["a"] = "string_hashed", ["b"] = "string_hashed" }, crosses: [("a", "c")]));
        AssertTold<ArgumentException>("a feature of floating-point numbers", () => new FeatureSpace(
            new() { ["a"] = "float", ["b"] = "string_hashed" }, crosses: [("a", "b")]));
        AssertTold<ArgumentException>("expected the names of at least two features, got 1", () => new FeatureCross(["a"]));

        using FeatureSpace space = new(new() { ["a"] = "float_normalized", ["b"] = "string_hashed" });
        Data table = new() { ["a"] = new[] { 1f, 2f }, ["b"] = new[] { "x", "y" } };
        AssertTold<InvalidOperationException>("has not learned from data yet; call Adapt before", () => space.Apply(table));
        AssertTold<InvalidOperationException>("has not learned from data yet; call Adapt before", () => space.GetEncodedFeatures());
        AssertTold<ArgumentException>("expected a column 'a' to adapt to, got b", () => space.Adapt(new Data { ["b"] = new[] { "x" } }));
        AssertTold<ArgumentException>("got data without names", () => space.Adapt(new[] { 1f, 2f }));
        AssertTold<ShapeException>("expected numbers for the feature 'a', got string",
            () => space.Adapt(new Data { ["a"] = new[] { "x" } }));
        space.Adapt(table);
        AssertTold<ShapeException>("expected strings for the feature 'b', got int32",
            () => space.Apply(new Data { ["a"] = new[] { 1f }, ["b"] = new[] { 1 } }));
        AssertTold<ArgumentException>("expected values of the feature 'b', got a", () => space.Apply(new Data { ["a"] = new[] { 1f } }));
        AssertTold<ArgumentException>("'c' is no feature", () => space.Apply(
            new Data { ["a"] = new[] { 1f }, ["b"] = new[] { "x" }, ["c"] = new[] { 1f } }));
        AssertTold<ArgumentException>("expected a dictionary of the features a, b", () => space.Apply(new[] { 1f }));

        using FeatureSpace whole = new(new() { ["a"] = FeatureSpace.StringHashed(3, outputMode: "int") });
        AssertTold<InvalidOperationException>("which has no place in a vector", () => whole.Apply(new Data { ["a"] = new[] { "x" } }));
        using FeatureSpace unknown = new(new() { ["a"] = new Feature(DType.Float32, new Rescaling(2), "one_hot") });
        AssertTold<InvalidOperationException>("how many classes Rescaling gives is not known",
            () => unknown.Apply(new Data { ["a"] = new[] { 1f } }));
        AssertTold<ModelFormatException>("load it with FeatureSpace.Load", () => Model.Load(File("all_kinds")));
        AssertTold<ModelFormatException>("expected a FeatureSpace",
            () => FeatureSpace.Load(FixtureFile("feature_space_model.keras")));
    }

    private static FeatureSpace Create(string name) => name switch
    {
        "all_kinds" => new(
            new()
            {
                ["age"] = "float_normalized",
                ["weight"] = "float",
                ["size"] = FeatureSpace.FloatRescaled(2, 0.5),
                ["bins"] = FeatureSpace.FloatDiscretized(3),
                ["rooms"] = FeatureSpace.IntegerCategorical(numOovIndices: 2),
                ["city"] = "string_categorical",
                ["zip"] = "integer_hashed",
                ["street"] = FeatureSpace.StringHashed(4),
            },
            crosses: [("city", "rooms"), new FeatureCross(["street", "zip"], 5)], crossingDim: 8, hashingDim: 6),
        "by_name" => new(
            new()
            {
                ["city"] = FeatureSpace.StringCategorical(maxTokens: 3, outputMode: "int"),
                ["bins"] = FeatureSpace.FloatDiscretized(2, outputMode: "int"),
                ["street"] = new Feature(
                    DType.String, new TextVectorization(outputMode: "tf_idf", split: "character") { Name = "letters" }, "float"),
                ["age"] = "float_normalized",
                ["rooms"] = "integer_categorical",
            },
            "dict", [new FeatureCross(["rooms", "city"], 7, "int")]),
        _ => new(new()
        {
            ["age"] = new Feature(DType.Float32, new Normalization(mean: 2, variance: 4) { Name = "known" }, "float"),
            ["city"] = new Feature(DType.String, new Hashing(5, salt: [3]) { Name = "salted" }, "one_hot"),
            ["size"] = "float_rescaled",
        }),
    };

    private static string FixtureFile(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "preprocessing", name);

    private static string File(string name) => FixtureFile($"feature_space_{name}.keras");

    /// <summary>Writes to a file that is gone afterwards.</summary>
    private static void InFile(Action<string> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            use(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static void AssertEncodes(string name, FeatureSpace space, double tolerance = 1e-6)
    {
        foreach (string table in (string[])["learned", "other"])
        {
            Structure<Tensor> encoded = space.Encode(Table(table, only: [.. space.Features.Keys]));
            foreach ((string output, JsonNode? expected) in (JsonObject)Document[name]![table]!)
            {
                using Tensor actual = output.Length == 0 ? encoded.Value! : encoded[output].Value!;
                Assert.Equal(expected!["dtype"]!.ToString(), actual.DType.StandardName);
                using Tensor numbers = actual.Cast(DType.Float64);
                double[] values = [.. Flat(expected["values"]!)];
                Assert.Equal(values.Length, numbers.Length);
                Assert.All(values.Zip(numbers.ToArray<double>()), p =>
                    Assert.Equal(p.First, p.Second, tolerance * Math.Max(1, Math.Abs(p.First))));
            }
        }
    }

    private static IEnumerable<double> Flat(JsonNode node) =>
        node is JsonArray list ? list.SelectMany(i => Flat(i!)) : [node.GetValue<double>()];

    private static Data Table(string name, int skip = 0, int count = int.MaxValue, string[]? only = null)
    {
        Data table = new();
        foreach ((string column, JsonNode? node) in (JsonObject)Document[name]!)
        {
            JsonNode[] values = [.. ((JsonArray)node!).Skip(skip).Take(count).Select(v => v!)];
            if (only?.Contains(column) == false)
                continue;
            table[column] = column switch
            {
                "city" or "street" => (Data)values.Select(v => v.ToString()).ToArray(),
                "rooms" or "zip" => values.Select(v => v.GetValue<int>()).ToArray(),
                _ => values.Select(v => v.GetValue<float>()).ToArray(),
            };
        }

        return table;
    }

    // Ids of shared objects are addresses in Python, and automatic names count what a process has made.
    private static void AssertSameConfig(string expected, string actual) => Assert.Equal(Config(expected), Config(actual));

    private static string Config(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using StreamReader reader = new(archive.GetEntry("config.json")!.Open(), Encoding.UTF8);
        JsonNode config = PythonJson.Parse(reader.ReadToEnd());
        Clean(config);
        return PythonJson.Write(config);
    }

    private static void Clean(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            json.Remove("shared_object_id");
            // Earlier releases of Keras read types as names only, which are written here.
            if (json["dtype"] is JsonObject policy)
                json["dtype"] = policy["config"]!["name"]!.DeepClone();
            if (json["name"] is JsonValue name && name.TryGetValue(out string? text))
                json["name"] = System.Text.RegularExpressions.Regex.Replace(text, @"_\d+_preprocessor$", "_preprocessor");
            foreach ((_, JsonNode? inner) in json.ToArray())
                Clean(inner);
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
                Clean(item);
        }
    }

    private static Dictionary<string, string> Members(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.Where(e => e.FullName.StartsWith("assets/", StringComparison.Ordinal)).ToDictionary(e => e.FullName, e =>
        {
            using StreamReader reader = new(e.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    private static void AssertTold<T>(string expected, Func<object?> action)
        where T : Exception =>
        Assert.Contains(expected, Assert.ThrowsAny<T>(() => action()).Message, StringComparison.Ordinal);

    private static void AssertTold<T>(string expected, Action action)
        where T : Exception =>
        Assert.Contains(expected, Assert.ThrowsAny<T>(action).Message, StringComparison.Ordinal);
}
