using TensorFlow;

namespace Keras.Models;

/// <summary>Brings the inputs of a call to the form in which a functional model has them.</summary>
internal static class FunctionalInputs
{
    /// <summary>The inputs in the order of the graph's: those of a dictionary by name.</summary>
    /// <exception cref="ArgumentException">An input is missing, or their number is another.</exception>
    public static IReadOnlyList<Symbol> Order(FunctionalGraph graph, CallArgument<Symbol> argument, string model)
    {
        // Names mean the model's inputs where these are a list or a dictionary of tensors; deeper structures are taken as they are.
        if (argument is CallArgument<Symbol>.Dictionary given && (graph.InputStructure.IsValue || graph.InputStructure.All(i => i.IsValue)))
        {
            Dictionary<string, CallArgument<Symbol>> byName = given.Items.ToDictionary(i => i.Name, i => i.Item, StringComparer.Ordinal);
            return [.. graph.InputNames.Select(
                n => byName.TryGetValue(n, out CallArgument<Symbol>? item) && item is CallArgument<Symbol>.Leaf leaf
                ? leaf.Value
                : throw new ArgumentException(
                    $"Model '{model}': the input '{n}' is missing; expected {Quoted(graph.InputNames)}, got {Quoted(byName.Keys)}."))];
        }

        Symbol[] inputs = [.. argument.Leaves];
        return inputs.Length == graph.Inputs.Count
            ? inputs
            : throw new ArgumentException(
                $"Model '{model}': expected {graph.Inputs.Count} inputs ({Quoted(graph.InputNames)}), got {inputs.Length}.");
    }

    /// <summary>
    /// The inputs in the types and ranks of the graph's: as in Keras an axis of length 1 at the end is added or taken away, and the batch
    /// may have any size.
    /// </summary>
    /// <exception cref="ShapeException">An input has another shape.</exception>
    public static IReadOnlyList<Symbol> Standardize(FunctionalGraph graph, IReadOnlyList<Symbol> inputs, CallContext context, string model)
    {
        if (inputs.Count != graph.Inputs.Count)
            throw new ArgumentException(
                $"Model '{model}': expected {graph.Inputs.Count} inputs ({Quoted(graph.InputNames)}), got {inputs.Count}.");
        Symbol[] standard = new Symbol[inputs.Count];
        for (int i = 0; i < standard.Length; i++)
        {
            RequireKind(graph.Inputs[i], inputs[i], graph.InputNames[i], model);
            standard[i] = InputRank.Adjust(inputs[i].Cast(graph.Inputs[i].DType), graph.Inputs[i].Shape);
            if (!AnyBatch(graph.Inputs[i].Shape).IsCompatibleWith(standard[i].Shape))
                throw new ShapeException(
                    $"Model '{model}': expected input '{graph.InputNames[i]}' to have shape {graph.Inputs[i].Shape}, "
                    + $"got {inputs[i].Shape}.");
            context.CarryMask(inputs[i], standard[i]);
        }

        return standard;
    }

    // Numbers of any type become those of the input; strings do not.
    private static void RequireKind(KerasTensor expected, Symbol got, string input, string model)
    {
        if ((expected.DType == DType.String) != (got.DType == DType.String))
            throw new ShapeException(
                $"Model '{model}': expected input '{input}' to hold {(expected.DType == DType.String ? "strings" : "numbers")}, got "
                + $"{got.DType.StandardName} {got.Shape}; convert the data before, or declare the Input with their type.");
    }

    // As Keras, a model takes batches of other sizes than that it was made with; a layer that does not says so itself.
    private static Shape AnyBatch(Shape shape) => shape.Rank > 0 ? [-1, .. shape.Skip(1)] : shape;

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
