using System.Globalization;
using Keras.Optimizers;
using Keras.Saving.Hdf5;
using TensorFlow;

namespace Keras.Saving;

/// <summary>
/// A model's weights as groups, as Keras 3 lays them out: <c>layers/&lt;class in snake case&gt;/vars/0</c>, and the optimizer's as
/// <c>optimizer/vars/0</c>.
/// </summary>
internal static class ModelTree
{
    private const string Variables = "vars";
    private const string LayersGroup = "layers";
    private const string OptimizerGroup = "optimizer";
    private const string InnerOptimizerGroup = "inner_optimizer";
    private const string OwnOptimizersGroup = "optimizers";
    private const string WeightsOfTokens = "idf_weights";

    // The releases of Keras in TensorFlow 2.13 to 2.15 name the group of layers otherwise.
    private const string EarlierLayersGroup = "_layer_checkpoint_dependencies";

    // State of random numbers, which is not a weight here.
    private const string SeedGroup = "seed_generator";

    /// <summary>Writes the groups of a model.</summary>
    public static Hdf5Group Write(Model model, Optimizer? optimizer)
    {
        Hdf5Group root = new();
        WriteLayer(root, model, new(ReferenceEqualityComparer.Instance));
        TrainingStateGroup.Write(root, model);
        WriteOwnOptimizers(root, model);
        // A model with a custom step may never use the optimizer that it was compiled with.
        if (optimizer is null || (!optimizer.IsBuilt && model.HasOwnStep(trains: true)))
            return root;
        Hdf5Group state = root.Add(OptimizerGroup);
        WriteVariables(state, optimizer.Name, optimizer.Weights, w => w.Read());
        // Keras reads the state of a wrapped optimizer a second time, from a group of its own.
        if (optimizer is LossScaleOptimizer { InnerOptimizer: { } inner })
            WriteVariables(state.Add(InnerOptimizerGroup), inner.Name, inner.Weights, w => w.Read());
        return root;
    }

    /// <summary>Writes the groups of a single layer.</summary>
    public static Hdf5Group Write(Layer layer)
    {
        Hdf5Group root = new();
        WriteLayer(root, layer, new(ReferenceEqualityComparer.Instance));
        return root;
    }

    /// <summary>Pairs the weights of a model with the arrays of the groups and checks them; nothing is assigned yet.</summary>
    /// <exception cref="InvalidDataException">The groups are those of another model.</exception>
    public static void Read(Hdf5Group root, Layer model, WeightAssignments target) =>
        ReadLayer(root, model, "", target, new(ReferenceEqualityComparer.Instance));

    /// <summary>
    /// Pairs the state of an optimizer with the file's. Returns a warning where they do not fit each other, otherwise null.
    /// </summary>
    public static string? Read(Hdf5Group root, Optimizer optimizer, WeightAssignments target)
    {
        Hdf5Group? variables = root.Find(OptimizerGroup, Variables), inner = root.Find(OptimizerGroup, InnerOptimizerGroup, Variables);
        int count = variables?.Datasets.Count ?? 0;
        IReadOnlyList<Weight> weights = optimizer.Weights;
        // Around an optimizer of a float16 model Keras puts one that scales the loss, and writes the state of both and that of the inner
        // one.
        if (count != weights.Count && inner?.Datasets.Count == weights.Count)
        {
            return AddState(optimizer, inner, $"/{OptimizerGroup}/{InnerOptimizerGroup}/{Variables}", target)
                ?? $"The file's optimizer scales the loss, '{optimizer.Name}' does not: the scale was not loaded. Compile with a "
                + "LossScaleOptimizer around it to have that, too.";
        }

        if (optimizer is LossScaleOptimizer { InnerOptimizer: { } own } && count != weights.Count && count == own.Weights.Count)
        {
            return AddState(own, variables!, $"/{OptimizerGroup}/{Variables}", target)
                ?? $"The file's optimizer does not scale the loss, '{optimizer.Name}' does: its scale begins at "
                + $"{optimizer.GetConfig().GetDouble("initial_scale", 0)}.";
        }

        if (count != weights.Count)
            return $"The state of the optimizer '{optimizer.Name}' was not loaded: it has {weights.Count} variables, the file has {count}.";
        return AddState(optimizer, variables!, $"/{OptimizerGroup}/{Variables}", target);
    }

    private static string? AddState(Optimizer optimizer, Hdf5Group variables, string path, WeightAssignments target)
    {
        IReadOnlyList<Weight> weights = StateOrder.Of(optimizer, ShapeAt);
        if (StateOrder.Misfit(optimizer, weights, ShapeAt) is { } misfit)
            return misfit;
        target.Add(weights, variables, path, optimizer.Name);
        return null;

        TensorFlow.Shape? ShapeAt(int index) => variables.Datasets.GetValueOrDefault(Name(index))?.Shape;
    }

    /// <summary>Whether a file has the state of an optimizer.</summary>
    public static bool HasOptimizer(Hdf5Group root) => root.Find(OptimizerGroup, Variables)?.Datasets.Count > 0;

    /// <summary>Reads the states of the optimizers of custom steps; nothing is assigned yet.</summary>
    public static OptimizerStates ReadOwnOptimizers(Hdf5Group root)
    {
        List<(string, IReadOnlyList<Hdf5Dataset>)> groups = [];
        foreach ((string name, Hdf5Group group) in root.Groups.GetValueOrDefault(OwnOptimizersGroup)?.Groups ?? [])
        {
            Dictionary<string, Hdf5Dataset> variables = group.Groups.GetValueOrDefault(Variables)?.Datasets ?? [];
            Hdf5Dataset?[] inOrder = [.. Enumerable.Range(0, variables.Count).Select(i => variables.GetValueOrDefault(Name(i)))];
            if (!inOrder.Contains(null))
                groups.Add((name, inOrder!));
        }

        return OptimizerStates.Read(groups);
    }

    private static void WriteOwnOptimizers(Hdf5Group root, Model model)
    {
        Hdf5Group? group = null;
        foreach ((string name, Optimizer optimizer) in model.OwnOptimizers.Named.Where(n => n.Optimizer.IsBuilt))
            WriteVariables((group ??= root.Add(OwnOptimizersGroup)).Add(name), optimizer.Name, optimizer.Weights, w => w.Read());
    }

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static void WriteLayer(Hdf5Group group, Layer layer, HashSet<Layer> visited)
    {
        // A layer that occurs twice is written once, where it occurs first.
        if (!visited.Add(layer))
            return;
        // Keras before 3.6 needs this group for every layer, with weights or without.
        WriteVariables(group, layer.Name, layer.SavedWeights, layer.ReadSaved);
        foreach ((string path, float[] values) in layer.SavedArrays)
        {
            string[] names = path.Split('/');
            Hdf5Group place = names[..^1].Aggregate(group, (outer, part) => outer.Groups.GetValueOrDefault(part) ?? outer.Add(part));
            place.Datasets[names[^1]] = new(TensorFlow.DType.Float32, [values.Length], () => TensorFlow.Tensor.Create<float>(values));
        }

        Hdf5Group target = layer is Model ? group.Add(LayersGroup) : group;
        foreach ((string name, Layer inner) in layer.SavedLayers)
            WriteLayer(name.Split('/').Aggregate(target, (outer, part) => outer.Add(part)), inner, visited);
    }

    private static void WriteVariables(Hdf5Group group, string name, IReadOnlyList<Weight> weights, Func<Weight, Tensor> read)
    {
        Hdf5Group variables = group.Add(Variables);
        variables.Set("name", name);
        for (int i = 0; i < weights.Count; i++)
        {
            Weight weight = weights[i];
            variables.Datasets[i.ToString(CultureInfo.InvariantCulture)] = new(weight.DType, weight.Shape, () => read(weight));
        }
    }

    private static void ReadLayer(Hdf5Group? group, Layer layer, string path, WeightAssignments target, HashSet<Layer> visited)
    {
        if (!visited.Add(layer))
            return;
        target.AddZeros(layer.OwnWeights.Except(layer.SavedWeights));
        if (group?.Groups.GetValueOrDefault(Variables)?.Datasets.GetValueOrDefault(WeightsOfTokens) is { } array && layer.TakesSavedArrays)
        {
            using TensorFlow.Tensor values = array.Read();
            float[] weights = values.ToArray<float>();
            if (layer.MisfitOf(weights) is { } misfit)
                target.Refuse(misfit);
            else
                target.Add(layer, weights);
            return;
        }

        Hdf5Group? variables = group?.Groups.GetValueOrDefault(Variables);
        target.Add(layer.SavedWeightsIn(variables?.Datasets.Count ?? 0), variables,
            $"{path}/{Variables}", $"{layer.ClassName} '{layer.Name}'");
        string layers = layer is Model && group?.Groups.ContainsKey(EarlierLayersGroup) == true ? EarlierLayersGroup : LayersGroup;
        Hdf5Group? source = layer is Model ? group?.Groups.GetValueOrDefault(layers) : group;
        string inside = layer is Model ? $"{path}/{layers}" : path;
        HashSet<string> known = new(StringComparer.Ordinal) { SeedGroup };
        Dictionary<string, HashSet<string>> lists = new(StringComparer.Ordinal);
        if (layer is not Model)
            known.Add(Variables);
        foreach ((string name, Layer inner) in layer.SavedLayers)
        {
            string[] parts = name.Split('/');
            known.Add(parts[0]);
            if (parts is [{ } list, ..] && parts.Length > 1 && !lists.TryAdd(list, [parts[1]]))
                lists[list].Add(parts[1]);
            ReadLayer(source?.Find(parts), inner, $"{inside}/{name}", target, visited);
        }

        // Weights of a larger model would be left behind without a word.
        string? left = source is null ? null : Left(source, known);
        foreach ((string list, HashSet<string> items) in lists)
            left ??= source?.Groups.GetValueOrDefault(list) is { } inList && Left(inList, items) is { } item ? $"{list}/{item}" : null;
        if (left is not null)
            target.Refuse($"it has weights at {inside}/{left}, for which the model '{layer.Name}' has no layer");
    }

    private static string? Left(Hdf5Group group, HashSet<string> known) =>
        group.Groups.FirstOrDefault(g => !known.Contains(g.Key) && HasArrays(g.Value)).Key;

    private static bool HasArrays(Hdf5Group group) =>
        group.Datasets.Count > 0 || group.Groups.Where(g => g.Key != SeedGroup).Any(g => HasArrays(g.Value));
}
