using System.Globalization;
using System.Text.Json.Nodes;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>The legacy format of whole models, one HDF5 file (<c>.h5</c>): the configs in attributes, the weights by layer name.</summary>
internal static class LegacyFile
{
    private const string ModelConfig = "model_config";
    private const string TrainingConfig = "training_config";
    private const string ModelWeights = "model_weights";
    private const string OptimizerWeights = "optimizer_weights";
    private const string LayerNames = "layer_names";
    private const string WeightNames = "weight_names";

    // What entries of a functional model have beside class and config.
    private static readonly string[] GraphKeys = ["name", "inbound_nodes"];

    /// <summary>Whether a file has this format.</summary>
    public static bool IsOne(Hdf5Group root) => root.Groups.ContainsKey(ModelWeights) || root.GetStrings(LayerNames) is not null;

    public static Hdf5Group Write(Model model, CompileOptions? settings)
    {
        Hdf5Group root = new();
        root.Set("keras_version", KerasArchive.KerasVersion);
        root.Set("backend", "tensorflow");
        JsonObject json = ModelJson.Write(model);
        root.Set(ModelConfig, PythonJson.Write(Plain(json)));
        if (json["compile_config"] is JsonObject { Count: > 0 } compile)
            root.Set(TrainingConfig, PythonJson.Write(ToTraining(compile)));
        WriteWeights(root.Add(ModelWeights), model);
        if (settings is not null)
            Write(root.Add(OptimizerWeights), settings.Optimizer!.Weights, w => $"{settings.Optimizer!.Name}/{w.Name}");
        TrainingStateGroup.Write(root, model);
        return root;
    }

    /// <summary>Whether a file has the state of an optimizer.</summary>
    public static bool HasOptimizer(Hdf5Group root) =>
        root.Groups.GetValueOrDefault(OptimizerWeights)?.GetStrings(WeightNames) is { Length: > 0 };

    /// <summary>Writes the weights alone, without the optimizer's state, for which this format has no place.</summary>
    public static Hdf5Group WriteWeights(Model model)
    {
        Hdf5Group root = new();
        WriteWeights(root, model);
        return root;
    }

    private static void WriteWeights(Hdf5Group group, Model model)
    {
        group.Set("keras_version", KerasArchive.KerasVersion);
        group.Set("backend", "tensorflow");
        group.Set(LayerNames, [.. model.Layers.Select(l => l.Name)]);
        foreach (Layer layer in model.Layers)
            Write(group.Add(layer.Name), Ordered(layer), w => w.Path);
    }

    /// <summary>Reads the config of the model, as a <c>.keras</c> file would have it.</summary>
    /// <exception cref="InvalidDataException">The file holds weights only.</exception>
    public static JsonObject ReadConfig(Hdf5Group root)
    {
        string text = root.GetString(ModelConfig)
            ?? throw new InvalidDataException(
                "expected a whole model, but the file has no model_config; make the model and call LoadWeights.");
        JsonObject json = PythonJson.Parse(text);
        if (root.GetString(TrainingConfig) is { } training)
            json["compile_config"] = FromTraining(PythonJson.Parse(training));
        return LegacyConfig.Update(json);
    }

    /// <summary>Pairs the layers that have weights with those of the file, in order.</summary>
    /// <exception cref="InvalidDataException">The file is that of another model.</exception>
    public static void Read(Hdf5Group root, Model model, WeightAssignments target)
    {
        (Hdf5Group group, List<(string Name, string[] Weights)> stored) = Stored(root);
        Layer[] layers = [.. model.Layers.Where(l => l.Weights.Count > 0)];
        if (layers.Length != stored.Count)
            throw new InvalidDataException(
                $"the model '{model.Name}' has {layers.Length} layers with weights, but the file has {stored.Count}; load it into a model "
                + "of the same layers.");
        for (int i = 0; i < layers.Length; i++)
            Pair(Ordered(layers[i]), group.Groups[stored[i].Name], stored[i].Weights, Owner(layers[i]), target);
    }

    /// <summary>Pairs the layers with those of the same name in the file; other layers are not changed.</summary>
    /// <exception cref="InvalidDataException">A layer of the same name has other weights, or no layer has a name of the file's.</exception>
    public static void ReadByName(Hdf5Group root, Model model, WeightAssignments target)
    {
        (Hdf5Group group, List<(string Name, string[] Weights)> stored) = Stored(root);
        Dictionary<string, string[]> byName = stored.ToDictionary(s => s.Name, s => s.Weights, StringComparer.Ordinal);
        Layer[] layers = [.. model.Layers.Where(l => l.Weights.Count > 0 && byName.ContainsKey(l.Name))];
        if (layers.Length == 0)
            throw new InvalidDataException(
                $"none of its {stored.Count} layers with weights has the name of a layer of the model '{model.Name}'; load it in order, "
                + "byName: false, or into a model with these names.");
        foreach (Layer layer in layers)
            Pair(Ordered(layer), group.Groups[layer.Name], byName[layer.Name], Owner(layer), target);
    }

    // The layers that have weights.
    private static (Hdf5Group Group, List<(string Name, string[] Weights)> Layers) Stored(Hdf5Group root)
    {
        Hdf5Group group = root.Groups.GetValueOrDefault(ModelWeights) ?? root;
        string[] names = group.GetStrings(LayerNames)
            ?? throw new InvalidDataException("the file does not name its layers; it is damaged.");
        List<(string Name, string[] Weights)> stored = [];
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            if (group.Groups.GetValueOrDefault(name)?.GetStrings(WeightNames) is { Length: > 0 } weights)
                stored.Add((name, weights));
        }

        return (group, stored);
    }

    private static string Owner(Layer layer) => $"{layer.ClassName} '{layer.Name}'";

    /// <summary>
    /// Pairs the state of an optimizer with the file's. Returns a warning where they do not fit each other, otherwise null.
    /// </summary>
    public static string? Read(Hdf5Group root, Optimizer optimizer, WeightAssignments target)
    {
        Hdf5Group? group = root.Groups.GetValueOrDefault(OptimizerWeights);
        string[] names = group?.GetStrings(WeightNames) ?? [];
        if (names.Length != optimizer.Weights.Count)
            return $"The state of the optimizer '{optimizer.Name}' was not loaded: it has {optimizer.Weights.Count} variables, the file "
                + $"has {names.Length}.";
        IReadOnlyList<Weight> weights = StateOrder.Of(optimizer, ShapeAt);
        if (StateOrder.Misfit(optimizer, weights, ShapeAt) is { } misfit)
            return misfit;
        Pair(weights, group!, names, optimizer.Name, target);
        return null;

        TensorFlow.Shape? ShapeAt(int index) => group!.FindDataset(names[index])?.Shape;
    }

    // In this format the trainable weights come first: a frozen kernel comes after its bias.
    private static IReadOnlyList<Weight> Ordered(Layer layer) => [.. layer.TrainableWeights, .. layer.NonTrainableWeights];

    private static void Write(Hdf5Group group, IReadOnlyList<Weight> weights, Func<Weight, string> path)
    {
        string[] unique = Unique(weights.Select(path));
        // Where the list is empty it is left out: an empty list of texts has no type that h5py would read, and Keras takes none for empty.
        if (weights.Count > 0)
            group.Set(WeightNames, unique);
        for (int i = 0; i < weights.Count; i++)
        {
            Weight weight = weights[i];
            string[] names = unique[i].Split('/');
            Hdf5Group inner = group;
            foreach (string name in names[..^1].AsEnumerable())
                inner = inner.Add(name);
            inner.Datasets[names[^1]] = new(weight.DType, weight.Shape, weight.Read);
        }
    }

    // Layers of models inside of models may have one path; the file is read by the list of names, so that any will do.
    private static string[] Unique(IEnumerable<string> paths)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        return [.. paths.Select(path =>
        {
            string name = path;
            for (int i = 1; !taken.Add(name); i++)
                name = string.Create(CultureInfo.InvariantCulture, $"{path}_{i}");
            return name;
        })];
    }

    private static void Pair(IReadOnlyList<Weight> weights, Hdf5Group group, string[] names, string owner, WeightAssignments target)
    {
        if (weights.Count != names.Length)
        {
            target.Refuse($"{owner} expected {weights.Count} variables, but the file has {names.Length}");
            return;
        }

        for (int i = 0; i < names.Length; i++)
            target.Add(weights[i], group.FindDataset(names[i]) ?? throw new InvalidDataException(
                $"the file names '{names[i]}' but does not have it; it is damaged."), names[i], owner);
    }

    // Class name and config alone, for models and layers, as this format has them.
    private static JsonObject Plain(JsonObject envelope)
    {
        JsonObject config = (JsonObject)envelope["config"]!.DeepClone();
        if (config["layers"] is JsonArray layers)
            config["layers"] = new JsonArray([.. layers.Select(l => (JsonNode)Plain((JsonObject)l!))]);
        // This format has the names of Keras's classes, not those of its interface.
        string className = envelope["class_name"]!.ToString();
        JsonObject plain = new()
        {
            ["class_name"] = className == "GroupQueryAttention"
            ? "GroupedQueryAttention" : className,
            ["config"] = config
        };
        foreach (string key in GraphKeys.Where(envelope.ContainsKey))
            plain[key] = envelope[key]?.DeepClone();
        if (envelope["module"]?.ToString().StartsWith("keras.src.ops", StringComparison.Ordinal) == true)
            plain["module"] = envelope["module"]!.DeepClone();
        if (SerializedObject.CustomName(envelope) is { } custom)
            plain["registered_name"] = custom;
        return plain;
    }

    private static JsonObject ToTraining(JsonObject compile)
    {
        JsonObject training = (JsonObject)compile.DeepClone();
        training.Remove("optimizer");
        if (training["loss"] is JsonObject loss)
            training["loss"] = Plain(loss);
        training["optimizer_config"] = Plain((JsonObject)compile["optimizer"]!);
        return training;
    }

    private static JsonObject FromTraining(JsonObject training)
    {
        JsonNode? optimizer = training["optimizer_config"]?.DeepClone();
        // Keras 2 registered its optimizers as if they were its users'.
        const string registered = "Custom>";
        if (optimizer?["class_name"]?.ToString() is { } name && name.StartsWith(registered, StringComparison.Ordinal))
            optimizer["class_name"] = name[registered.Length..];
        training.Remove("optimizer_config");
        training["optimizer"] = optimizer;
        return training;
    }
}
