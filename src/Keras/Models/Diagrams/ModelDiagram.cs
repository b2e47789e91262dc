namespace Keras;

/// <summary>
/// The boxes and arrows of a model, as Keras's <c>plot_model</c> draws them: <c>model.ToDiagram()</c>. The package Keras.Plotting draws
/// pictures of it; <see cref="ToDot"/> writes it for Graphviz.
/// </summary>
public sealed class ModelDiagram : DiagramItem
{
    internal ModelDiagram(string name, IReadOnlyList<DiagramItem> items, IReadOnlyList<DiagramEdge> edges) =>
        (Name, Items, Edges) = (name, items, edges);

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The boxes and the diagrams of nested models, in the order of Keras's layers.</summary>
    public IReadOnlyList<DiagramItem> Items { get; }

    /// <summary>The arrows, which may go into and out of the diagrams of nested models.</summary>
    public IReadOnlyList<DiagramEdge> Edges { get; }

    /// <summary>Writes the diagram in Graphviz's DOT language, as Keras's <c>model_to_dot</c> does. Boxes are numbered from 1.</summary>
    /// <param name="options">The options of the diagram. Default: those of Keras.</param>
    public string ToDot(ModelPlotOptions? options = null) => Models.DotWriter.Write(this, options ?? new());

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Items.Count} items, {Edges.Count} arrows";
}
