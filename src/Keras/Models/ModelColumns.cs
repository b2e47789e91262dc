using System.Globalization;
using Keras.Pipelines;
using Keras.Training;

namespace Keras.Models;

/// <summary>The inputs and outputs of a model, to which the columns of data belong: by name, or by position.</summary>
/// <param name="model">The model.</param>
/// <param name="operation">The operation, for messages.</param>
/// <param name="hasTargets">Whether targets and weights are used, unlike in prediction.</param>
internal sealed class ModelColumns(Model model, string operation, bool hasTargets = true) : IColumnOrder
{
    private readonly FunctionalGraph? graph = model.Graph;

    /// <summary>Whether targets and weights are used.</summary>
    public bool HasTargets => hasTargets;

    private IReadOnlyList<string>? Inputs => graph?.InputNames;

    private IReadOnlyList<string>? Outputs => graph?.TargetNames;

    private int? InputCount => graph?.Inputs.Count ?? (model is Sequential ? 1 : null);

    /// <summary>The number of outputs; null where it is known only when the model is written.</summary>
    public int? OutputCount => graph?.Outputs.Count ?? (model is Sequential ? 1 : null);

    /// <summary>Inputs in the model's order.</summary>
    /// <exception cref="ArgumentException">An input is missing, is not one of the model's, or their number is another.</exception>
    public T[] OrderInputs<T>(Structure<T> given)
    {
        // Names mean the model's inputs where these are a list or a dictionary of tensors; deeper structures are taken as they are.
        T[] ordered = IsNamed(given) && (graph is null || graph.InputStructure.IsValue || graph.InputStructure.All(i => i.IsValue))
            ? ByName(given, Inputs, InputCount, "input")
            : [.. given.Flatten()];
        if (InputCount is { } count && ordered.Length != count)
        {
            string advice = count == 1
                ? "a list has one item for each input; join samples in one array, or use Data.FromRows"
                : "give them by name, or a list in this order";
            throw new ArgumentException(
                $"{operation}: the model '{model.Name}' has {Count(count, "input")}{Listed(Inputs)}, got {ordered.Length}; {advice}.");
        }

        for (int i = 0; i < ordered.Length; i++)
        {
            if (ordered[i] is null)
                throw Missing("input", Inputs, i);
        }

        return ordered;
    }

    /// <summary>Targets in the order of the model's outputs; null for outputs that have none and need none.</summary>
    /// <exception cref="ArgumentException">A target is missing, there is no such output, or their number is another.</exception>
    public T?[] OrderTargets<T>(Structure<T> given)
    {
        OutputSettings[]? outputs = OutputCount is { } known ? model.Settings.ForOutputs(known, Outputs, model.Name) : null;
        T?[] ordered;
        if (IsNamed(given) && given.All(i => i.IsValue))
        {
            ordered = ByName(given, Outputs, OutputCount, "output", needed: false);
        }
        else
        {
            ordered = [.. given.Flatten()];
            if (outputs is not null && ordered.Length != outputs.Length)
                ordered = OfThoseWithLoss(ordered, outputs);
        }

        for (int i = 0; i < ordered.Length; i++)
        {
            if (ordered[i] is null && outputs?[i].NeedsTarget == true)
                throw Missing("target of the output", Outputs, i);
        }

        return ordered;
    }

    /// <summary>Weights of samples in the order of the model's outputs: one for all of them, or null for an output whose samples weigh
    /// 1.</summary>
    /// <exception cref="ArgumentException">There is no such output, or their number is another.</exception>
    public T?[] OrderWeights<T>(Structure<T> given)
    {
        if (given.IsValue)
            return [given.Value];
        T?[] ordered = IsNamed(given) && given.All(i => i.IsValue)
            ? ByName(given, Outputs, OutputCount, "output", needed: false) : [.. given.Flatten()];
        return OutputCount is { } count && ordered.Length != count
            ? throw new ArgumentException(
                $"{operation}: expected sample weights for {Count(count, "output")}{Listed(Outputs)}, got {ordered.Length}; give one array "
                + "for all outputs, or one for each.")
            : ordered;
    }

    private static bool IsNamed<T>(Structure<T> given) => !given.IsValue && given.Names is not null;

    // As in Keras, targets may be given for the outputs alone that have a loss.
    private T?[] OfThoseWithLoss<T>(T?[] given, OutputSettings[] outputs)
    {
        int[] measured = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].Loss is not null)];
        if (given.Length != measured.Length)
        {
            throw new ArgumentException(
                $"{operation}: expected targets for {Count(outputs.Length, "output")} of the model '{model.Name}'{Listed(Outputs)}, "
                + $"got {given.Length}; give them by name, or a list in this order.");
        }

        T?[] ordered = new T?[outputs.Length];
        for (int i = 0; i < measured.Length; i++)
            ordered[measured[i]] = given[i];
        return ordered;
    }

    private T[] ByName<T>(Structure<T> given, IReadOnlyList<string>? names, int? count, string role, bool needed = true)
    {
        if (names is null)
        {
            // One that is not built yet has no names.
            return count == 1 && given.Count == 1 ? [.. given.Flatten()] : throw new ArgumentException(
                $"{operation}: the model '{model.Name}' has no names of {role}s{Listed(given.Names)}; give a list in the order of its "
                + $"{role}s.");
        }

        foreach (string name in given.Names!)
        {
            if (!names.Contains(name))
                throw new ArgumentException(
                    $"{operation}: the model '{model.Name}' has no {role} '{name}'; "
                    + NearestNames.Hint(name, names, $"its {role}s are"));
        }

        T[] ordered = new T[names.Count];
        for (int i = 0; i < ordered.Length; i++)
        {
            if (given.Names.Contains(names[i]))
                ordered[i] = given[names[i]].Value!;
            else if (needed)
                throw Missing(role, names, i);
        }

        return ordered;
    }

    private ArgumentException Missing(string role, IReadOnlyList<string>? names, int index)
    {
        string which = names is null ? index.ToString(CultureInfo.InvariantCulture) : $"'{names[index]}'";
        string advice = names is null ? "" : $"; give each of {Quoted(names)}";
        return new($"{operation}: the {role} {which} of the model '{model.Name}' is missing{advice}.");
    }

    private static string Count(int count, string role) => $"{count} {role}{(count == 1 ? "" : "s")}";

    private static string Listed(IReadOnlyList<string>? names) => names is null ? "" : $" ({Quoted(names)})";

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
