using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <summary>A layer or operation in a diagram, in the words of Keras's <c>plot_model</c>.</summary>
public sealed class DiagramBox : DiagramItem
{
    internal DiagramBox(int id, KerasOperation operation)
    {
        Id = id;
        Name = operation.Name;
        ClassName = operation.ClassName;
        Activation = ActivationOf(operation);
        IsInput = operation is Layers.InputLayer;
        Structure<KerasTensor>? inputs = null, outputs = null;
        if (operation is Model { Graph: { } graph } and not Sequential)
            (inputs, outputs) = (graph.InputStructure, graph.OutputStructure);
        else if (operation.Nodes is [{ } first, ..])
            (inputs, outputs) = (KerasTensor.InOne(first.Inputs), KerasTensor.InOne(first.Outputs));
        InputShape = ShapeOf(inputs);
        OutputShape = ShapeOf(outputs);
        OutputDType = outputs is null ? "?" : Python(outputs.Map(t => t.DType.StandardName), isQuoted: !outputs.IsValue);
        Trainable = operation is Layer layer && layer.Weights.Count > 0 ? layer.Trainable : null;
    }

    /// <summary>The number of the box in its diagram, from 1.</summary>
    public int Id { get; }

    /// <summary>The name of the layer or operation.</summary>
    public string Name { get; }

    /// <summary>Its class name.</summary>
    public string ClassName { get; }

    /// <summary>The name of its activation function; null where it has none.</summary>
    public string? Activation { get; }

    /// <summary>Whether it is an input of a model.</summary>
    public bool IsInput { get; }

    /// <summary>The shape of its input, <c>(None, 784)</c>, or of several; "?" where it is not known.</summary>
    public string InputShape { get; }

    /// <summary>The shape of its output, <c>(None, 10)</c>, or of several; "?" where it is not known.</summary>
    public string OutputShape { get; }

    /// <summary>The type of its output, <c>float32</c>, or of several; "?" where it is not known.</summary>
    public string OutputDType { get; }

    /// <summary>Whether it is trainable; null where it has no weights.</summary>
    public bool? Trainable { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({ClassName}), {InputShape} → {OutputShape}";

    private static string ShapeOf(Structure<KerasTensor>? tensors)
    {
        if (tensors is null)
            return "?";
        Structure<string> shapes = tensors.Map(t => Tuple(t.Shape));
        return shapes.Names is { } names
            ? string.Join(", ", names.Select((name, i) => $"{name}: {Python(shapes[i], isQuoted: false)}"))
            : Python(shapes, isQuoted: false);
    }

    // As Python writes lists and dictionaries of such texts.
    private static string Python(Structure<string> values, bool isQuoted)
    {
        if (values.IsValue)
            return isQuoted ? $"'{values.Value}'" : values.Value;
        IEnumerable<string> items = values.Select(v => Python(v, isQuoted));
        return values.Names is { } names
            ? $"{{{string.Join(", ", names.Zip(items, (name, item) => $"'{name}': {item}"))}}}"
            : $"[{string.Join(", ", items)}]";
    }

    private static string Tuple(Shape shape)
    {
        IEnumerable<string> axes = Enumerable.Range(0, shape.Rank).Select(i =>
            shape[i] < 0 ? "None" : shape[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"({string.Join(", ", axes)}{(shape.Rank == 1 ? "," : "")})";
    }

    private static string? ActivationOf(KerasOperation operation)
    {
        if (operation is not Layer or Model)
            return null;
        return operation.GetConfig().GetNode("activation") switch
        {
            JsonValue name when name.TryGetValue(out string? text) => text,
            JsonObject { } made => (string?)(made["config"] as JsonObject)?["name"] ?? (string?)made["class_name"],
            _ => null,
        };
    }
}
